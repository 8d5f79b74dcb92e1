#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>
#include <thread>

namespace snell {

/// What a thread is at.  A group, a unit and the work of a device are made of other steps; each of those is
/// short, seconds at most.
enum class StepKind : std::int32_t { none, group, unit, resolve, value, tell, build, walk, device };

/// Where the threads of a process say what they are at, in memory that another process sees: so that it can
/// tell what the one died of, or hangs in.  All zeros is a board without a word on it.
class StepBoard {
  public:
    static constexpr std::size_t places = 4096;  ///< steps at a time; what finds no place is not seen

    struct Place {
        std::atomic<StepKind> kind;
        std::atomic<std::uint32_t> moves;   ///< changes whenever the thread gets on
        std::atomic<std::uint64_t> number;  ///< of a trade (`step_number`), a group, a unit
    };
    std::array<Place, places> all;
};

/// A trade by its identifier (FNV-1a, 64 bits).
inline std::uint64_t step_number(std::string_view id) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return hash;
}

/// The calling thread is at something as long as this lives.
class Step {
  public:
    /// Without a board nothing is said.
    Step(StepBoard* board, StepKind kind, std::uint64_t number) {
        if (board) take(*board, kind, number);
    }
    ~Step() {
        if (place_) place_->kind.store(StepKind::none, std::memory_order_release);
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

    /// It got on.
    void move() const {
        if (place_) place_->moves.fetch_add(1, std::memory_order_relaxed);
    }

  private:
    StepBoard::Place* place_ = nullptr;

    void take(StepBoard& board, StepKind kind, std::uint64_t number) {
        const std::size_t first = std::hash<std::thread::id>{}(std::this_thread::get_id());
        for (std::size_t k = 0; k < StepBoard::places; ++k) {
            StepBoard::Place& place = board.all[(first + k) % StepBoard::places];
            StepKind free = StepKind::none;
            if (place.kind.load(std::memory_order_relaxed) != free) continue;
            if (!place.kind.compare_exchange_strong(free, kind)) continue;
            place.number.store(number, std::memory_order_relaxed);
            place_ = &place;
            return move();
        }
    }
};

}  // namespace snell
