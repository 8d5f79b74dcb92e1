#pragma once
#include <CLI/App.hpp>
#include <string>

#include "cli/exit_code.h"

namespace snell {

/// A sub-command of the tree: declares its options and runs when parsed, leaving its exit code in `code`.
void add_price(CLI::App& root, ExitCode& code);
void add_greeks(CLI::App& root, ExitCode& code);
void add_exposure(CLI::App& root, ExitCode& code);
void add_xva(CLI::App& root, ExitCode& code);
void add_plan(CLI::App& root, ExitCode& code);
void add_work(CLI::App& root, ExitCode& code);
void add_merge(CLI::App& root, ExitCode& code);
void add_resume(CLI::App& root, ExitCode& code);
void add_status(CLI::App& root, ExitCode& code);
void add_runs(CLI::App& root, ExitCode& code);
void add_replay(CLI::App& root, ExitCode& code);
void add_diff(CLI::App& root, ExitCode& code);
void add_validate(CLI::App& root, ExitCode& code);
void add_report(CLI::App& root, ExitCode& code);
void add_plot(CLI::App& root, ExitCode& code);
void add_convert(CLI::App& root, ExitCode& code);
void add_terms(CLI::App& root, ExitCode& code);
void add_generate(CLI::App& root, ExitCode& code);
void add_devices(CLI::App& root, ExitCode& code);
void add_models(CLI::App& root, ExitCode& code);
void add_products(CLI::App& root, ExitCode& code);
void add_schema(CLI::App& root, ExitCode& code);
void add_explain(CLI::App& root, ExitCode& code);
void add_selftest(CLI::App& root, ExitCode& code);
void add_draws(CLI::App& root, ExitCode& code);
void add_completion(CLI::App& root, ExitCode& code);
void add_man(CLI::App& root, ExitCode& code);

/// Fills the whole tree: the one source of --help, the man page and the completions.
void add_all(CLI::App& root, ExitCode& code);

/// Data to stdout, or to a file, committed (core/commit.h), so that no half-written file is ever seen. Throws
/// OutputError, CommitError.
void write_output(const std::string& path, const std::string& text);

struct OutputError : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// Asked-for device that this machine lacks.
struct DeviceError : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// Options that do not fit together.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace snell
