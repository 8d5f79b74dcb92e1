#pragma once
#include <memory>
#include <span>

#include "engine/xva/exposure_walk.h"

namespace snell {

/// A group brought to where its replicates are walked.
class ExposureWalker {
  public:
    virtual ~ExposureWalker() = default;
    /// How many of `replicates` replicates, of so many paths each, are best walked together.
    virtual int at_a_time(std::int64_t paths, std::size_t replicates) const = 0;
    /// What each of these replicates finds.  Safe from any thread.
    virtual std::vector<ReplicateProfile> walk(std::span<const ReplicatePaths> replicates) const = 0;
};

/// Where exposures may be simulated.  A backend gives the same bits as every other.
class ExposureBackend {
  public:
    virtual ~ExposureBackend() = default;
    /// What the plan refers to must outlive the walker.
    virtual std::unique_ptr<ExposureWalker> prepare(const ExposurePlan& plan) const = 0;
};

/// The walker of the processor: one replicate at a time in each thread that asks.
std::unique_ptr<ExposureWalker> processor_walker(const ExposurePlan& plan);

}  // namespace snell
