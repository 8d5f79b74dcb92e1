#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/xva/frozen_run.h"
#include "cli/xva/run_options.h"

namespace snell {

/// A run as its manifest tells of it.
struct ToldRun {
    std::string run, status;                           ///< file of the run; "complete" or "partial"
    std::string program;                               ///< SHA-256 of the one that worked it
    std::map<std::string, std::string> configuration;  ///< values of its settings
    std::map<std::string, std::string> parts;          ///< SHA-256 of its trades, market, model, settings
    std::vector<InputFile> inputs;
    std::vector<std::pair<std::string, std::string>> outputs;  ///< tables and their SHA-256
};

/// Reads the text of a manifest.json; `file` names it in messages.  Throws IntegrityError if it is none, or
/// lacks what a manifest tells.
ToldRun read_manifest(std::string_view text, const std::string& file);

/// The options that the run was made with.  Throws IntegrityError if a setting is not there or no setting's
/// value.
RunOptions options_of(const ToldRun& told);

}  // namespace snell
