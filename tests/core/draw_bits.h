#pragma once
#include "core/draws.h"

#include <cstddef>

/// Draws as plain doubles, so that numbers made by code for different instruction sets can be compared.
namespace snell {

/// Philox uniforms of one block: out[2][paths], paths a multiple of lanes_of<R>.
template <class R>
void philox_bits(const Philox& philox, std::uint64_t first_path, std::uint32_t block, std::size_t paths,
                 double* out);

/// All draws of a plan: out[path][step][normals + uniforms], paths a multiple of lanes_of<R>.
template <class R>
void draw_bits(const DrawPlan& plan, std::uint32_t replicate, std::uint64_t first_path, bool mirrored,
               std::size_t paths, double* out);

/// The same for Lanes<8, 4>, in code compiled for AVX-512.
void philox_bits_wide(const Philox& philox, std::uint64_t first_path, std::uint32_t block, std::size_t paths,
                      double* out);
void draw_bits_wide(const DrawPlan& plan, std::uint32_t replicate, std::uint64_t first_path, bool mirrored,
                    std::size_t paths, double* out);

}  // namespace snell
