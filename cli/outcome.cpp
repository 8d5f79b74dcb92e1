#include "cli/outcome.h"

#include <fmt/format.h>

#include <new>
#include <system_error>

#include "cli/command.h"
#include "core/commit.h"
#include "core/error.h"
#include "core/seal.h"

namespace snell {
namespace {

Outcome leave(ExitCode code, const std::string& message) { return {code, {"snell: " + message}}; }

Outcome internal_error(const std::exception& fault) {
    return leave(ExitCode::bug,
                 fmt::format("internal error: {}. Please report this with the input", fault.what()));
}

Outcome of(const InputError& fault) {
    Outcome outcome{ExitCode::invalid_input, {}};
    for (const Diagnostic& each : fault.diagnostics()) outcome.lines.push_back(print(each));
    return outcome;
}

}  // namespace

Outcome outcome_of(const std::exception_ptr& thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const InputError& fault) {
        return of(fault);
    } catch (const UsageError& fault) {
        return leave(ExitCode::usage, fault.what());
    } catch (const DeviceError& fault) {
        return leave(ExitCode::device_unavailable, fault.what());
    } catch (const IntegrityError& fault) {
        return leave(ExitCode::integrity, fault.what());
    } catch (const CommitError& fault) {
        return leave(ExitCode::out_of_resources, fault.what());
    } catch (const OutputError& fault) {
        return leave(ExitCode::out_of_resources, fault.what());
    } catch (const std::bad_alloc&) {
        return leave(ExitCode::out_of_resources, "out of memory. Fewer --paths, --steps or trades need less");
    } catch (const std::system_error& fault) {
        // A thread or a process could not be started.
        if (fault.code() == std::errc::resource_unavailable_try_again ||
            fault.code() == std::errc::not_enough_memory)
            return leave(ExitCode::out_of_resources, "out of memory or of threads. Allow the user more");
        return internal_error(fault);
    } catch (const std::exception& fault) {
        return internal_error(fault);
    }
}

}  // namespace snell
