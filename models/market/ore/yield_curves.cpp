#include "models/market/ore/yield_curves.h"

#include "models/market/ore/bootstrap.h"
#include "models/market/ore/direct_curves.h"
#include "models/market/ore/segments.h"

namespace snell::ore {
namespace {

InterpolationChoice interpolation(const XmlElement& config) {
    return {text_or(config, "InterpolationVariable", "Discount"),
            text_or(config, "InterpolationMethod", "LogLinear"),
            parsed(config, "YieldCurveDayCounter",
                   [](const std::string& text) { return day_counter(text.empty() ? "A365" : text); }),
            config.place()};
}

}  // namespace

Curve YieldCurves::curve(const std::string& id, const Place& asker) {
    return curves_.get(id, asker, [&] {
        const XmlElement& config = settings_.curve("YieldCurves", id, asker);
        Curve made = faulty(config.place(), "yield curve '" + id + "'", [&] { return build(config); });
        made->enableExtrapolation();
        return made;
    });
}

std::string YieldCurves::currency(const std::string& id, const Place& asker) const {
    return required(settings_.curve("YieldCurves", id, asker), "Currency");
}

Curve YieldCurves::build(const XmlElement& config) {
    for (const char* moot : {"Tolerance", "Extrapolation", "BootstrapConfig"})  // ours is to the last bit
        if (const XmlElement* each = config.child(moot)) each->disregard();
    const XmlElement* list = config.child("Segments");
    const auto segments = list ? list->children() : std::vector<const XmlElement*>();
    if (segments.empty()) refuse(config.place(), "the yield curve has no segments");
    const std::string type = required(*segments.front(), "Type");
    if (is_direct(type)) {
        if (segments.size() > 1) refuse(segments[1]->place(), "a segment after one of type " + type);
        return direct_curve(*this, *segments.front(), interpolation(config));
    }
    SegmentReader reader(*this, config);
    std::vector<Instrument> instruments;
    for (const XmlElement* each : segments) reader.read(*each, instruments);
    return bootstrap(instruments, interpolation(config), today_);
}

}  // namespace snell::ore
