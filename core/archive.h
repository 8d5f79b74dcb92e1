#pragma once
#include <cstring>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "core/date.h"
#include "core/matrix.h"

/// Values as bytes, and back.  A type that is more than numbers, text and lists tells its parts once, for
/// both directions:
///     template <class A>
///     void archive(A& a, Growth& growth) {
///         auto& [index, fixing, start, end, overnight] = growth;  // does not compile when a part is added
///         a(index, fixing, start, end, overnight);
///     }
/// The same value has the same bytes in every run; numbers lie in the order of the machine (little-endian).
namespace snell {

/// Bytes that do not hold what is read from them.
class ArchiveFault : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

template <class T>
concept PlainNumber = std::is_arithmetic_v<T> || std::is_enum_v<T>;

class ArchiveWriter {
  public:
    static constexpr bool reads = false;

    template <class... T>
    void operator()(const T&... parts) {
        (put(parts), ...);
    }
    std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;

    void append(const void* from, std::size_t count) { bytes_.append(static_cast<const char*>(from), count); }
    template <PlainNumber T>
    void put(T number) {
        append(&number, sizeof number);
    }
    void put(const std::string& text) {
        put(text.size());
        append(text.data(), text.size());
    }
    template <class T>
    void put(const std::vector<T>& list) {
        put(list.size());
        if constexpr (PlainNumber<T>)
            append(list.data(), list.size() * sizeof(T));
        else
            for (const T& each : list) put(each);
    }
    template <class T>
    void put(const std::optional<T>& value) {
        put(value.has_value());
        if (value) put(*value);
    }
    template <class... T>
    void put(const std::variant<T...>& value) {
        put(value.index());
        std::visit([this](const auto& held) { this->put(held); }, value);
    }
    /// A description is written for values that are filled, too; writing leaves its value as it is.
    template <class T>
    requires(!PlainNumber<T>) void put(const T& described) { archive(*this, const_cast<T&>(described)); }
};

/// Throws ArchiveFault where the bytes end early or hold a number that means nothing.
class ArchiveReader {
  public:
    static constexpr bool reads = true;

    /// The bytes must outlive the reader.
    explicit ArchiveReader(std::string_view bytes) : left_(bytes) {}

    template <class... T>
    void operator()(T&... parts) {
        (get(parts), ...);
    }
    /// Throws ArchiveFault unless every byte was read.
    void finish() const {
        if (!left_.empty()) throw ArchiveFault("bytes are left over");
    }

  private:
    std::string_view left_;

    const char* take(std::size_t count) {
        if (count > left_.size()) throw ArchiveFault("the bytes end early");
        const char* const from = left_.data();
        left_.remove_prefix(count);
        return from;
    }
    /// How many follow, each of at least `size` bytes.
    std::size_t count(std::size_t size) {
        std::size_t found = 0;
        get(found);
        if (found > left_.size() / size) throw ArchiveFault("the bytes end early");
        return found;
    }
    template <PlainNumber T>
    void get(T& number) {
        std::memcpy(&number, take(sizeof number), sizeof number);
    }
    void get(bool& flag) { flag = *take(1) != 0; }
    void get(std::string& text) {
        const std::size_t size = count(1);
        text.assign(take(size), size);
    }
    template <class T>
    void get(std::vector<T>& list) {
        if constexpr (PlainNumber<T>) {
            list.resize(count(sizeof(T)));
            const char* const from = take(list.size() * sizeof(T));
            if (!list.empty()) std::memcpy(list.data(), from, list.size() * sizeof(T));
        } else {
            const std::size_t size = count(1);
            list.clear();
            for (std::size_t i = 0; i < size; ++i) get(list.emplace_back());
        }
    }
    template <class T>
    void get(std::optional<T>& value) {
        bool is_there = false;
        get(is_there);
        value.reset();
        if (is_there) get(value.emplace());
    }
    template <class... T>
    void get(std::variant<T...>& value) {
        std::size_t index = 0;
        get(index);
        if (index >= sizeof...(T)) throw ArchiveFault("no alternative has this number");
        fill<0>(value, index);
    }
    template <std::size_t N, class Variant>
    void fill(Variant& value, std::size_t index) {
        if constexpr (N < std::variant_size_v<Variant>) {
            if (index == N)
                get(value.template emplace<N>());
            else
                fill<N + 1>(value, index);
        }
    }
    template <class T>
    requires(!PlainNumber<T>) void get(T& described) { archive(*this, described); }
};

template <class A>
void archive(A& a, Date& date) {
    int days = date - Date();
    a(days);
    if constexpr (A::reads) try {
            date = Date() + days;
        } catch (const std::invalid_argument& fault) {
            throw ArchiveFault(fault.what());
        }
}

template <class A>
void archive(A& a, Matrix<double>& matrix) {
    int size = matrix.size();
    a(size);
    if constexpr (A::reads) {
        if (size < 0 || size > 1 << 12) throw ArchiveFault("no matrix has this size");
        matrix = Matrix<double>(size);
    }
    for (int i = 0; i < size; ++i)
        for (int j = 0; j < size; ++j) a(matrix(i, j));
}

}  // namespace snell
