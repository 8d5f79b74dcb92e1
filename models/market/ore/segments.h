#pragma once
#include <string>
#include <vector>

#include "models/market/ore/bootstrap.h"
#include "models/market/ore/quantlib_index.h"
#include "models/market/ore/yield_curves.h"

namespace snell::ore {

/// One quote that a segment names.
struct SegmentQuote {
    std::vector<std::string> parts;  ///< of the key
    double value;
    Place place;
};

/// Quotes of a segment in the order of writing; those that are optional and missing are left out.  Throws a
/// Fault for any other that is missing.
std::vector<SegmentQuote> segment_quotes(const Quotes& quotes, const XmlElement& segment);

/// Turns the segments of a yield curve into the instruments of its bootstrap.
class SegmentReader {
  public:
    SegmentReader(YieldCurves& curves, const XmlElement& config);
    /// Adds the instruments of a segment; throws a Fault for a type that is not supported.
    void read(const XmlElement& segment, std::vector<Instrument>& instruments);

  private:
    YieldCurves& curves_;
    std::string id_, currency_;
    GrowingCurve growing_;
    Curve discount_;  ///< known, or the growing one
    bool own_discount_ = false;

    /// A curve that is named, or the one that is being built where it is named itself or none is.
    Curve curve_or_own(const std::string& id, const Place& asker);
    /// Indices that the conventions do not define otherwise.
    ql::ext::shared_ptr<ql::IborIndex> known_index(const std::string& name, const Curve& curve = {});
    ql::ext::shared_ptr<ql::OvernightIndex> known_overnight_index(const std::string& name,
                                                                  const Curve& curve = {});
    Instrument deposit(const XmlElement& segment, const SegmentQuote& quote);
    Instrument forward_rate(const XmlElement& segment, const SegmentQuote& quote);
    Instrument future(const XmlElement& segment, const SegmentQuote& quote);
    Instrument swap(const XmlElement& segment, const SegmentQuote& quote);
    Instrument overnight_swap(const XmlElement& segment, const SegmentQuote& quote);
    Instrument tenor_basis(const XmlElement& segment, const SegmentQuote& quote);
    Instrument two_swaps(const XmlElement& segment, const SegmentQuote& quote);
    Instrument fx_forward(const XmlElement& segment, const SegmentQuote& quote);
    Instrument currency_basis(const XmlElement& segment, const SegmentQuote& quote);
};

}  // namespace snell::ore
