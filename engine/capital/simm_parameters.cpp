#include "engine/capital/simm_parameters.h"

#include <cassert>

namespace snell {

const SimmBuckets& SimmParameters::buckets(SimmClass of) const {
    assert(of != SimmClass::rates && of != SimmClass::fx);
    switch (of) {
        case SimmClass::credit_qualifying:
            return credit_qualifying;
        case SimmClass::credit_non_qualifying:
            return credit_non_qualifying;
        case SimmClass::equity:
            return equity;
        default:
            return commodity;
    }
}

std::array<const SimmParameters*, 2> simm_versions() { return {&simm_2_5a(), &simm_2_6()}; }

}  // namespace snell
