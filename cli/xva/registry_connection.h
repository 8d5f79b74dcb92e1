#pragma once
#include <sqlite3.h>

#include <memory>
#include <string>

#include "cli/xva/registry.h"

namespace snell {

/// A statement of SQL and its values; every failure is a RegistryError.
class Statement {
  public:
    Statement(sqlite3* base, const char* sql);

    Statement& bind(std::int64_t value);
    Statement& bind(double value);
    Statement& bind(const std::string& text);
    Statement& bind_nothing();
    template <class T>
    Statement& bind(const std::optional<T>& value) {
        return value ? bind(*value) : bind_nothing();
    }

    /// To the next row; false after the last one.
    bool step();
    /// To the end.
    void run() {
        while (step()) continue;
    }

    /// The next column of the row.
    std::int64_t whole() { return sqlite3_column_int64(get(), column_++); }
    std::size_t count() { return static_cast<std::size_t>(whole()); }
    double number() { return sqlite3_column_double(get(), column_++); }
    std::string text();
    bool is_nothing() { return sqlite3_column_type(get(), column_) == SQLITE_NULL; }
    void skip() { ++column_; }

  private:
    struct Finish {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    sqlite3* base_;
    std::unique_ptr<sqlite3_stmt, Finish> statement_;
    int bound_ = 0, column_ = 0;

    sqlite3_stmt* get() const { return statement_.get(); }
    Statement& check(int code);
};

/// An open registry.
class Registry::Connection {
  public:
    explicit Connection(const std::string& file);
    sqlite3* base() const { return base_.get(); }
    void run(const char* sql) { Statement(base(), sql).run(); }

    /// All of it, or nothing.
    template <class Change>
    void change(const Change& change) {
        run("BEGIN IMMEDIATE");
        try {
            change();
            run("COMMIT");
        } catch (...) {
            sqlite3_exec(base(), "ROLLBACK", nullptr, nullptr, nullptr);
            throw;
        }
    }

  private:
    struct Close {
        void operator()(sqlite3* base) const { sqlite3_close_v2(base); }
    };
    std::unique_ptr<sqlite3, Close> base_;

    void make_tables();
};

}  // namespace snell
