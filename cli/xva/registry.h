#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/xva/standing.h"

namespace CLI {
class App;
}

namespace snell {

/// The registry cannot be opened, read or written; says which and why.
struct RegistryError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Which registry a command uses.
struct RegistryOptions {
    std::string file;  ///< empty: what the environment says, or the default
    bool none = false;
};
void add_registry_options(CLI::App& command, RegistryOptions& options);
/// The file: --registry, else SNELL_REGISTRY (empty: none), else $XDG_STATE_HOME/snell/runs.sqlite, else
/// ~/.local/state/snell/runs.sqlite.  Empty: there is none.
std::string registry_file(const RegistryOptions& options);

/// A run as the registry has it.
struct RegisteredRun {
    std::int64_t id = 0;
    Standing standing;
    std::string version, program;  ///< of Snell; SHA-256
    std::string host;
    std::int64_t pid = 0;
    std::vector<std::string> messages;  ///< what stderr said at the end

    /// "done", "failed", "killed" (nothing was said, and the process is gone), "running"; "open" where
    /// another machine knows.
    std::string state() const;
};

/// The runs of this user in one file (SQLite), for trends over nights.  Two may write at a time; one waits up
/// to 5 s for the other.
class Registry {
  public:
    /// Makes the file and its folder where they are not there.  Throws RegistryError.
    explicit Registry(const std::string& file);
    ~Registry();
    Registry(Registry&&) noexcept;
    Registry& operator=(Registry&&) noexcept;

    /// Puts a run down, and gives its number.
    std::int64_t add(const RegisteredRun& run);
    /// Puts down anew how it stands.
    void renew(const RegisteredRun& run);

    /// The latest runs, newest first; of one file of a run where `path` is not empty.
    std::vector<RegisteredRun> latest(std::size_t most, const std::string& path) const;
    /// Nothing where there is none of the number.
    std::optional<RegisteredRun> find(std::int64_t id) const;

  private:
    class Connection;
    std::unique_ptr<Connection> connection_;
};

/// A run of this process, begun now.
RegisteredRun registered(const Standing& standing);

}  // namespace snell
