#include "cli/xva/registry_connection.h"

#include <fmt/format.h>

#include <filesystem>

namespace snell {
namespace {

constexpr std::int64_t layout = 1;  ///< of the tables below
constexpr int patience = 5000;      ///< for another writer [ms]

constexpr const char* tables[] = {
    "CREATE TABLE runs (id INTEGER PRIMARY KEY, command TEXT, folder TEXT, run TEXT, plan TEXT, version "
    "TEXT, "
    "program TEXT, host TEXT, pid INTEGER, started INTEGER, seconds REAL, exit_code INTEGER, trades INTEGER, "
    "failures INTEGER, warnings INTEGER, netting_sets INTEGER, dates INTEGER, units INTEGER, "
    "units_done INTEGER, currency TEXT, messages TEXT)",
    "CREATE TABLE totals (run INTEGER REFERENCES runs, position INTEGER, measure TEXT, value REAL, "
    "std_error REAL, PRIMARY KEY (run, position)) WITHOUT ROWID",
    "CREATE TABLE phases (run INTEGER REFERENCES runs, position INTEGER, name TEXT, seconds REAL, "
    "PRIMARY KEY (run, position)) WITHOUT ROWID",
    "PRAGMA user_version = 1"};

}  // namespace

Statement::Statement(sqlite3* base, const char* sql) : base_(base) {
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v2(base, sql, -1, &made, nullptr);
    statement_.reset(made);
    check(code);
}

Statement& Statement::check(int code) {
    if (code != SQLITE_OK) throw RegistryError(sqlite3_errmsg(base_));
    return *this;
}

Statement& Statement::bind(std::int64_t value) { return check(sqlite3_bind_int64(get(), ++bound_, value)); }
Statement& Statement::bind(double value) { return check(sqlite3_bind_double(get(), ++bound_, value)); }
Statement& Statement::bind_nothing() { return check(sqlite3_bind_null(get(), ++bound_)); }
Statement& Statement::bind(const std::string& text) {
    return check(
        sqlite3_bind_text64(get(), ++bound_, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

bool Statement::step() {
    column_ = 0;
    const int code = sqlite3_step(get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) throw RegistryError(sqlite3_errmsg(base_));
    return code == SQLITE_ROW;
}

std::string Statement::text() {
    const int column = column_++;
    const auto* const bytes = reinterpret_cast<const char*>(sqlite3_column_text(get(), column));
    return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(get(), column))) : "";
}

Registry::Connection::Connection(const std::string& file) {
    std::error_code fault;
    if (const auto folder = std::filesystem::path(file).parent_path(); !folder.empty())
        std::filesystem::create_directories(folder, fault);
    if (fault) throw RegistryError(fault.message());
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(
        file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    base_.reset(opened);
    if (code != SQLITE_OK) throw RegistryError(sqlite3_errstr(code));
    sqlite3_busy_timeout(base(), patience);
    make_tables();
}

void Registry::Connection::make_tables() {
    const auto found = [&] {
        Statement version(base(), "PRAGMA user_version");
        version.step();
        return version.whole();
    };
    if (found() == 0)
        change([&] {
            if (found() != 0) return;  // somebody was faster
            for (const char* sql : tables) run(sql);
        });
    if (const std::int64_t version = found(); version != layout)
        throw RegistryError(fmt::format("its layout is {}, of another version of Snell", version));
}

}  // namespace snell
