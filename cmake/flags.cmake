# One set of flags for the whole project.  The reproducibility contract (docs/theory/reproducibility.md) rests on
# -ffp-contract=off and the absence of -ffast-math; x86-64-v3 (AVX2, FMA) is the baseline of the binary, and the path
# kernels are compiled again for AVX-512 and chosen at start-up.
set(SNELL_BASELINE -march=x86-64-v3)
set(SNELL_AVX2 -march=x86-64-v3)
set(SNELL_AVX512 -march=x86-64-v4 -mprefer-vector-width=512)
# The undefined-behaviour sanitizer multiplies the compile time of vector code by ten; the scalar kernels run the same
# templates under it.
if(CMAKE_CXX_FLAGS MATCHES "fsanitize=.*undefined")
  list(APPEND SNELL_AVX2 -fno-sanitize=undefined)
  list(APPEND SNELL_AVX512 -fno-sanitize=undefined)
endif()

add_library(snell_flags INTERFACE)
target_include_directories(snell_flags INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(snell_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Werror -Wno-ignored-attributes -Wno-psabi -Wno-unknown-pragmas
  -ffp-contract=off -fno-math-errno)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports the undefined pass-through operand inside its own AVX-512 intrinsics, and overlaps in std::string.
  target_compile_options(snell_flags INTERFACE -Wno-uninitialized -Wno-maybe-uninitialized -Wno-restrict -Wno-array-bounds
                         -Wno-stringop-overflow -Wno-stringop-overread)
  target_compile_options(snell_flags INTERFACE -fpch-preprocess)  # lets ccache see through precompiled headers
else()
  # A mask may be one bool or a register of them, so path code joins masks by | and &, never by || and &&.
  target_compile_options(snell_flags INTERFACE -Wno-bitwise-instead-of-logical)
  target_compile_options(snell_flags INTERFACE "SHELL:-Xclang -fno-pch-timestamp")
endif()

set(SNELL_PRECOMPILED ${CMAKE_SOURCE_DIR}/cmake/precompiled.h)

# snell_folder(NAME [DEPENDS targets...]): the static library of one top-level folder, from every .cpp below it.
function(snell_folder name)
  cmake_parse_arguments(arg "" "" "DEPENDS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/kernels/")
  if(NOT sources)  # headers only, so far
    add_library(snell_${name} INTERFACE)
    target_link_libraries(snell_${name} INTERFACE snell_flags ${arg_DEPENDS})
    return()
  endif()
  add_library(snell_${name} STATIC ${sources})
  target_compile_options(snell_${name} PRIVATE ${SNELL_BASELINE})
  target_precompile_headers(snell_${name} PRIVATE ${SNELL_PRECOMPILED})
  target_link_libraries(snell_${name} PUBLIC snell_flags ${arg_DEPENDS})
endfunction()
