#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <limits>
#include <new>

#include "cli/answer.h"
#include "cli/outcome.h"

namespace {

/// Blocks of paths come and go thousands of times; memory that goes back to the system each time is cleared
/// page by page when it comes again (a fifth of an overnight run).
void keep_freed_memory() {
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
}

/// Needs no memory.
int out_of_memory() {
    std::fputs("snell: out of memory\n", stderr);
    return static_cast<int>(snell::ExitCode::out_of_resources);
}

/// Of an exception that cannot be passed on.  The JSON library allocates in destructors: there memory fails
/// without a way back.
[[noreturn]] void give_up() {
    if (const std::exception_ptr thrown = std::current_exception()) try {
            std::rethrow_exception(thrown);
        } catch (const std::bad_alloc&) {
            ::_exit(out_of_memory());
        } catch (...) {
        }
    std::abort();
}

int leave(const std::exception_ptr& thrown) {
    try {
        const snell::Outcome outcome = snell::outcome_of(thrown);
        for (const std::string& line : outcome.lines) fmt::print(stderr, "{}\n", line);
        return static_cast<int>(outcome.code);
    } catch (const std::bad_alloc&) {
        return out_of_memory();
    }
}

}  // namespace

int main(int argc, char** argv) {
    keep_freed_memory();
    std::set_terminate(give_up);
    try {
        return snell::answer(argc, argv);
    } catch (...) {
        return leave(std::current_exception());
    }
}
