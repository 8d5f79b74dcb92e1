#include "cli/xva/run_terms.h"

#include "cli/xva/native_run.h"
#include "models/market/quote_kind.h"
#include "models/market/quoted_dynamics.h"
#include "portfolios/native/netting_sets.h"

namespace snell {

std::vector<FieldGroup> run_catalog() {
    std::vector<Field> keys = fields_of<NativeRunTerms>();
    keys.insert(keys.begin(), Field{.name = "date",
                                    .type = FieldType::date,
                                    .about = "day of valuation",
                                    .required = true,
                                    .fallback = "",
                                    .choices = {}});
    for (Field& key : keys)
        if (key.name == "base" || key.name == "blotter") key.required = true;
    return {{"run", "keys of the run file", "docs/reference/xva-run.md", std::move(keys)},
            {"quotes", "[quotes.KIND] NAME = ..., or rows of the market's table", "docs/reference/xva-run.md",
             quote_fields()},
            {"model", "[model.LIST] NAME = ...", "docs/reference/xva-run.md", dynamics_fields()},
            {"netting_sets", "columns of the table of netting sets", "docs/reference/xva-run.md",
             netting_set_fields()}};
}

}  // namespace snell
