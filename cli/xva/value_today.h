#pragma once
#include <vector>

#include "cli/xva/run_input.h"
#include "engine/xva/model_value.h"

namespace snell {

/// Today's values of the positions in base currency; one that the market cannot value moves to the failed
/// trades.  Early exercise waits for the model of a simulation: 0 until then.
std::vector<double> value_today(RunInput& input);

/// Values positions with early exercise by the model, into `npvs` too; one that it cannot value moves to the
/// failed trades, and the journal says why.
std::vector<EarlyValue> value_early(RunInput& input, const CrossAsset& model, std::vector<double>& npvs,
                                    Journal& journal);

/// Values that exposures start at: today's, or those on the curves that are simulated, kept at the tenors
/// that simulated ones are.
std::vector<double> value_at_start(const RunInput& input, const std::vector<double>& npvs);

/// Says on stderr which trades failed, and why, and which curves the measures miss.
void tell_faults(const RunInput& input, Journal& journal);

/// What the measures need of the market beside the trades.  A counterparty without a curve gets a note: its
/// netting sets have no CVA.  Throws InputError E415 where what all exposures hang on is not there: the base
/// currency, that of an annex, our own curve or one of funding.
void check_measures(RunInput& input);

}  // namespace snell
