#pragma once
#include <string>

namespace snell {

/// A file of a run and its text.
struct RunFile {
    std::string name, text;
};

}  // namespace snell
