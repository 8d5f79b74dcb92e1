#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What capital for counterparty risk asks of a book: derivatives, netting sets, counterparties and hedges,
/// as docs/reference/capital.md has them.  Amounts are in one currency, times in years.
namespace snell {

enum class CapitalClass : std::uint8_t { interest_rate, fx, credit, equity, commodity };
inline constexpr std::array<std::string_view, 5> capital_class_names{"interest_rate", "fx", "credit",
                                                                     "equity", "commodity"};

/// Risk of a whole, of a difference, or of a volatility (CRE52.46 and 47).
enum class HedgingKind : std::uint8_t { ordinary, basis, volatility };
inline constexpr std::array<std::string_view, 3> hedging_kind_names{"ordinary", "basis", "volatility"};

enum class CapitalPosition : std::uint8_t { long_, short_, call_bought, call_sold, put_bought, put_sold };
inline constexpr std::array<std::string_view, 6> capital_position_names{
    "long", "short", "call_bought", "call_sold", "put_bought", "put_sold"};

/// Names of credit and equity, and of energy; where one is the class's own.
inline constexpr std::array<std::string_view, 9> credit_categories{"AAA", "AA",  "A",        "BBB",     "BB",
                                                                   "B",   "CCC", "index_ig", "index_sg"};
inline constexpr std::array<std::string_view, 2> equity_categories{"single_name", "index"};
inline constexpr std::array<std::string_view, 4> commodity_sets{"energy", "metals", "agricultural", "other"};
inline constexpr std::array<std::string_view, 2> commodity_categories{"other", "electricity"};

struct DerivativeTerms {
    std::string id, netting_set;
    CapitalClass asset_class = CapitalClass::interest_rate;
    HedgingKind kind = HedgingKind::ordinary;
    std::string hedging_set;  ///< currency, pair, commodity set; of credit and equity nothing
    std::string underlying;   ///< entity, index, type of commodity
    int category = 0;         ///< number in the categories of its class
    CapitalPosition position = CapitalPosition::long_;
    double notional = 0.0, value = 0.0;
    double maturity = 0.0;          ///< until it is over
    double start = 0.0, end = 0.0;  ///< of the period that a rate or credit derivative is about
    double price = 0.0, strike = 0.0, expiry = 0.0;  ///< of options
    std::optional<double> attachment, detachment;    ///< of tranches [-]
};

struct CapitalNettingSet {
    std::string id, counterparty;
    double collateral = 0.0;            ///< C: held, after haircuts, net of what is posted
    std::optional<double> margin_days;  ///< margin period of risk [business days]; none: not margined
    double threshold = 0.0, minimum_transfer = 0.0;
    double independent_collateral = 0.0;       ///< NICA
    std::optional<double> effective_maturity;  ///< none: of its derivatives, by notional
};

/// Sectors of MAR50.16, in its order.
inline constexpr std::array<std::string_view, 8> cva_sectors{
    "sovereign", "public", "financial", "industrial", "consumer", "technology", "health", "other"};
inline constexpr std::array<std::string_view, 3> credit_qualities{"investment_grade", "high_yield",
                                                                  "not_rated"};

struct CapitalCounterparty {
    std::string id;
    int sector = 0, quality = 0;
};

/// How the name of a hedge is related to the counterparty (MAR50.26).
enum class HedgeRelation : std::uint8_t { direct, related, sector };
inline constexpr std::array<std::string_view, 3> hedge_relation_names{"direct", "related", "sector"};

struct CapitalHedge {
    std::string id;
    std::string counterparty;  ///< empty: an index
    HedgeRelation relation = HedgeRelation::direct;
    int sector = 0, quality = 0;
    double notional = 0.0, maturity = 0.0;
};

}  // namespace snell
