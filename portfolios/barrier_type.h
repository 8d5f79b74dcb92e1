#pragma once
#include "core/fields.h"

namespace snell {

enum class BarrierType : std::uint8_t { down_and_out, down_and_in, up_and_out, up_and_in };

/// True for a barrier above the spot.
inline bool is_up(BarrierType type) {
    return type == BarrierType::up_and_out || type == BarrierType::up_and_in;
}
/// True if touching the barrier ends the option; otherwise touching starts it.
inline bool is_out(BarrierType type) {
    return type == BarrierType::down_and_out || type == BarrierType::up_and_out;
}

/// The terms that every product with one knock-out or knock-in barrier shares.
template <class Visitor>
void barrier_fields(Visitor& v, BarrierType& type, double& barrier, std::vector<Years>& monitoring_times) {
    v.choice("barrier_type", type, {"down_and_out", "down_and_in", "up_and_out", "up_and_in"},
             "where the barrier lies and what touching it does");
    v.number("barrier", barrier, {.unit = "asset currency", .above = 0.0}, "level of the barrier");
    v.schedule("monitoring_times", monitoring_times,
               "dates the barrier is watched on; left out: all the time", Presence::optional);
}

}  // namespace snell
