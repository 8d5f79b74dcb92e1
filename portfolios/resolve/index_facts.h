#pragma once
#include <map>
#include <string>

namespace snell {

/// What the definition of an index of interest rates says.
struct IndexFacts {
    std::string name;      ///< "EUR-EURIBOR-6M"
    std::string currency;  ///< "EUR"
    std::string tenor;     ///< "6M"; "1D" of an overnight index
    bool overnight = false;
    int fixing_days = 2;         ///< from fixing to the start of the deposit [business days]
    std::string calendar;        ///< of the fixing
    std::string value_calendar;  ///< of the start and end of the deposit, where another
    std::string convention;      ///< "MF"
    bool end_of_month = false;
    std::string day_counter;
};

/// The facts of an index by its name in the open standard of ORE, "EUR-EURIBOR-6M", "USD-LIBOR-3M",
/// "GBP-SONIA".  Throws TermsFault E456 for an unknown one.
const IndexFacts& find_index(const std::string& name);

}  // namespace snell
