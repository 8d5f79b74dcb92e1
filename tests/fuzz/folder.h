#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace snell::fuzz {

/// A folder of this process, for readers that take files by name.
class Folder {
  public:
    /// With what another folder holds.
    explicit Folder(const std::filesystem::path& filled_from = {}) {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
        if (!filled_from.empty())
            std::filesystem::copy(filled_from, path_, std::filesystem::copy_options::recursive);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string path(std::string_view name) const { return (path_ / name).string(); }
    std::string write(std::string_view name, std::string_view bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
        return path(name);
    }

  private:
    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("snell_fuzz_" + std::to_string(getpid()));
};

}  // namespace snell::fuzz
