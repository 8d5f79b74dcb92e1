#include "engine/blocks.h"

#include <algorithm>
#include <stdexcept>

namespace snell {

Blocks::Blocks(const Sums& sums, std::int64_t paths_to_add)
    : first_path(static_cast<std::uint64_t>(sums.paths)),
      paths(paths_to_add),
      replicates(static_cast<std::size_t>(sums.replicates)) {
    if (sums.paths % block_paths != 0) throw std::logic_error("a partial block was continued");
}

Blocks::Run Blocks::run(std::size_t at, std::size_t end) const {
    const std::size_t first = at % each();
    const std::size_t blocks = std::min(end - at, each() - first);
    const auto begin = static_cast<std::int64_t>(first) * block_paths;
    const auto length = std::min(static_cast<std::int64_t>(blocks) * block_paths, paths - begin);
    return {static_cast<std::uint32_t>(at / each()), first_path + static_cast<std::uint64_t>(begin), length,
            blocks};
}

void Blocks::add(const std::vector<double>& rows, Sums& sums) const {
    const auto outputs = static_cast<std::size_t>(sums.outputs);
    for (std::size_t r = 0; r < replicates; ++r)
        for (std::size_t b = 0; b < each(); ++b)
            for (std::size_t k = 0; k < outputs; ++k)
                sums.total[r * outputs + k] += rows[(r * each() + b) * outputs + k];
    sums.paths += paths;
}

}  // namespace snell
