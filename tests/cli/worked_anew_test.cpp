#include "cli/xva/worked_anew.h"

#include <map>

#include "cli/report_page/stored_run.h"
#include "core/error.h"
#include "tests/cli/small_run.h"

namespace snell {
namespace {

void expect_same(const Estimate& found, const Estimate& expected) {
    EXPECT_EQ(found.value, expected.value);
    EXPECT_EQ(found.std_error, expected.std_error);
    EXPECT_EQ(found.paths, expected.paths);
}

TEST(WorkedAnew, numbers_come_about_as_those_that_the_tables_keep) {
    const SmallRun folder;
    BatchOptions options = folder.options();
    options.run.paths = 64;
    options.run.replicates = 6;
    options.run.by_trade = true;
    StopSign sign;
    Journal journal;
    ASSERT_EQ(run_batch(options, Attempt{}, sign, journal).code, ExitCode::done);
    const StoredRun run = read_stored_run(options.folder);
    const std::vector<Estimate> cva = convergence_of(options.folder, {"ACME-1", "", "CVA", {}});
    ASSERT_EQ(cva.size(), 3u);  // 2, 4 and 6 replicates
    std::size_t kept = 0;
    for (const StoredNumber& number : run.convergence)
        if (number.netting_set == "ACME-1" && number.measure == "CVA")
            expect_same(cva[kept++], number.estimate);
    EXPECT_EQ(kept, 2u);
    for (const StoredNumber& number : run.xva)
        if (number.netting_set == "ACME-1")
            expect_same(convergence_of(options.folder, {"ACME-1", number.trade, number.measure, {}}).back(),
                        number.estimate);
    std::map<std::string, int> exposures;
    for (const StoredNumber& number : run.exposure) {
        if (exposures[number.measure + number.trade]++ > 0) continue;  // the first date will do
        const NumberName name{"ACME-1", number.trade, number.measure, Date::parse(number.date)};
        expect_same(convergence_of(options.folder, name).back(), number.estimate);
    }
    EXPECT_GT(exposures.size(), 4u);
    EXPECT_THROW(convergence_of(options.folder, {"NOBODY", "", "CVA", {}}), InputError);
    EXPECT_THROW(convergence_of(options.folder, {"ACME-1", "", "CVAX", {}}), InputError);
}

}  // namespace
}  // namespace snell
