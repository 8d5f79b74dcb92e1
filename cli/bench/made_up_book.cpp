#include "cli/bench/made_up_book.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "cli/command.h"
#include "cli/xva/made_up_run.h"

namespace snell::race {

MadeUpBook::MadeUpBook(int trades, int netting_sets)
    : folder_((std::filesystem::temp_directory_path() / "snell-bench-XXXXXX").string()) {
    if (!mkdtemp(folder_.data()))
        throw OutputError("cannot make a folder for a book, '" + folder_ + "': " + std::strerror(errno));
    SyntheticBookTerms terms;
    terms.trades = trades;
    terms.netting_sets = netting_sets;
    run_ = write_made_up_run(terms, folder_);
}

MadeUpBook::~MadeUpBook() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

}  // namespace snell::race
