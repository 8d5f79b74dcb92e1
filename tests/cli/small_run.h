#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "cli/xva/batch.h"

namespace snell {

/// A folder with a small run of one trade, for as long as the test lasts.
struct SmallRun {
    std::filesystem::path path =
        std::filesystem::path(testing::TempDir()) / ("snell_small_run_" + std::to_string(getpid()));

    SmallRun() {
        std::filesystem::create_directories(path);
        std::ofstream(path / "run.toml") << R"(date = 2026-03-31
base = "EUR"
blotter = "trades.csv"
grid = "2,1Y"
quantiles = [0.95]
[quotes.discount]
EUR = 0.021
[quotes.hazard]
ACME = 0.02
[model.rate_volatility]
EUR = 0.008
)";
        std::ofstream(path / "trades.csv")
            << "id,type,counterparty,netting_set,currency,notional,start,end,calendar,convention,leg1_kind,"
               "leg1_"
               "side,"
               "leg1_tenor,leg1_day_count,leg1_rate,leg2_kind,leg2_side,leg2_tenor,leg2_day_count,leg2_rate\n"
               "S1,Swap,ACME,ACME-1,EUR,1e7,2026-04-02,2031-04-02,TARGET,MF,fixed,receive,1Y,30/"
               "360,0.022,fixed,pay,"
               "6M,A360,0.021\n";
    }
    ~SmallRun() { std::filesystem::remove_all(path); }
    SmallRun(const SmallRun&) = delete;
    SmallRun& operator=(const SmallRun&) = delete;

    /// Few paths, on one thread; results go to "night" below it.
    BatchOptions options() const {
        BatchOptions options;
        options.run.path = (path / "run.toml").string();
        options.run.paths = 16;
        options.run.replicates = 2;
        options.work.threads = 1;
        options.folder = (path / "night").string();
        return options;
    }
};

}  // namespace snell
