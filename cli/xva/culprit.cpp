#include "cli/xva/culprit.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/xva/work.h"

namespace snell {

/// Positions of the netting sets of a group.
std::vector<int> Culprit::suspects(int group) const {
    const std::vector<int>& sets = plan_.run.groups[static_cast<std::size_t>(group)];
    const std::vector<Position>& positions = plan_.run.book.positions;
    std::vector<int> found;
    for (std::size_t k = 0; k < positions.size(); ++k)
        if (std::binary_search(sets.begin(), sets.end(), positions[k].netting_set))
            found.push_back(static_cast<int>(k));
    return found;
}

/// Works a unit as if its group held these trades alone.
void Culprit::work(const std::vector<int>& trades, int unit) const {
    const FrozenRun& run = plan_.run;
    const int group = run.group_of(unit);
    Book book = run.book;
    for (const int k : suspects(group))
        if (!std::binary_search(trades.begin(), trades.end(), k))
            book.positions[static_cast<std::size_t>(k)].netting_set = -1;
    XvaSettings settings = run.settings;
    settings.board = &*board_;
    const CrossAsset model(run.model);
    const MarketView view(run.world, model, settings.curve_nodes);
    const GroupWalk walk(book, view, model, settings, run.groups[static_cast<std::size_t>(group)]);
    demand_finite(walk.replicate(run.replicate_of(unit)));
}

std::optional<std::string> Culprit::trouble_with(const std::vector<int>& trades, int unit) {
    clear(*board_);
    ChildProcess child;
    if (child.is_child()) {
        try {
            work(trades, unit);
        } catch (const std::exception& fault) {
            const auto end = fmt::format_to_n(thrown_->text, sizeof thrown_->text - 1, "{}", fault.what());
            *end.out = '\0';
            _exit(code_of_trouble);
        }
        _exit(0);
    }
    const Ending ending = child.attend(*board_, patience_);
    if (ending.how == Ending::How::ended) end_by(ending.code);
    if (ending.how != Ending::How::left) return print(ending, patience_);
    if (ending.code == 0) return {};
    return thrown_->text;
}

std::optional<RunFolder::Aside> Culprit::find(int unit, std::optional<std::uint64_t> hint) {
    std::vector<int> left = suspects(plan_.run.group_of(unit));
    if (hint) {
        for (const int k : left)
            if (step_number(plan_.run.book.positions[static_cast<std::size_t>(k)].id) == *hint)
                if (const auto trouble = trouble_with({k}, unit)) return RunFolder::Aside{k, *trouble};
    }
    if (trouble_with({}, unit)) return {};
    std::optional<std::string> trouble = trouble_with(left, unit);
    while (trouble && left.size() > 1) {
        const auto middle = left.begin() + static_cast<std::ptrdiff_t>(left.size() / 2);
        const std::vector<int> first(left.begin(), middle), second(middle, left.end());
        trouble = trouble_with(first, unit);
        left = trouble ? first : second;
        if (!trouble) trouble = trouble_with(second, unit);
    }
    if (!trouble || left.empty()) return {};
    return RunFolder::Aside{left.front(), *trouble};
}

}  // namespace snell
