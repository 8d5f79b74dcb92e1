#include "models/market/ore/settings.h"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace snell::ore {
namespace {

/// Attribute or child that names an entry of todaysmarket.xml.
constexpr std::array key_names = {"name", "currency", "pair", "key"};

/// Element of a <Configuration> that says which list of a section to use.
const std::map<std::string, std::string> section_ids = {
    {"YieldCurves", "YieldCurvesId"},
    {"DiscountingCurves", "DiscountingCurvesId"},
    {"IndexForwardingCurves", "IndexForwardingCurvesId"},
    {"SwapIndexCurves", "SwapIndexCurvesId"},
    {"FxSpots", "FxSpotsId"},
    {"FxVolatilities", "FxVolatilitiesId"},
    {"SwaptionVolatilities", "SwaptionVolatilitiesId"},
    {"CapFloorVolatilities", "CapFloorVolatilitiesId"},
    {"DefaultCurves", "DefaultCurvesId"},
    {"EquityCurves", "EquityCurvesId"},
    {"EquityVolatilities", "EquityVolatilitiesId"},
};

bool has_key(const XmlElement& entry, const std::string& key) {
    for (const char* name : key_names)
        if (entry.attribute(name) == key) return true;
    return false;
}

}  // namespace

std::string required(const XmlElement& element, const std::string& name) {
    std::string text = element.text_of(name);
    if (text.empty()) refuse(element.place(), fmt::format("'{}' has no {}", element.name(), name));
    return text;
}

std::string text_or(const XmlElement& element, const std::string& name, std::string otherwise) {
    std::string text = element.text_of(name);
    return text.empty() ? std::move(otherwise) : text;
}

bool truth_of(const XmlElement& element, const std::string& name, bool otherwise) {
    return parsed(element, name, [&](const std::string& text) { return truth(text, otherwise); });
}

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

Settings::Settings(const OreMarketFiles& files)
    : todays_market_(read_xml(files.todays_market)),
      curve_config_(read_xml(files.curve_config)),
      conventions_(read_xml(files.conventions)) {
    for (const XmlElement* each : todays_market_.children()) sections_[each->name()].push_back(each);
    for (const XmlElement* section : curve_config_.children())
        for (const XmlElement* each : section->children())
            curves_.emplace(std::pair(section->name(), each->text_of("CurveId")), each);
    for (const XmlElement* each : conventions_.children())
        convention_ids_.emplace(std::pair(each->name(), each->text_of("Id")), each);
}

std::string Settings::section_id(const std::string& section, const std::string& configuration) const {
    const auto configurations = sections_.find("Configuration");
    const auto element = section_ids.find(section);
    if (configurations == sections_.end() || element == section_ids.end()) return "default";
    for (const XmlElement* each : configurations->second)
        if (each->attribute("id") == configuration) return text_or(*each, element->second, "default");
    return configuration == "default" ? "default" : section_id(section, "default");
}

std::vector<const XmlElement*> Settings::entries(const std::string& section, const std::string& id) const {
    const auto lists = sections_.find(section);
    if (lists != sections_.end())
        for (const XmlElement* each : lists->second)
            if (each->attribute("id") == id) return each->children();
    return {};
}

std::vector<const XmlElement*> Settings::all_serving(const std::string& section,
                                                     const std::string& configuration) const {
    return entries(section, section_id(section, configuration));
}

const XmlElement* Settings::serving(const std::string& section, const std::string& key,
                                    const std::string& configuration) const {
    for (const std::string& name : {configuration, std::string("default")})
        for (const XmlElement* each : all_serving(section, name))
            if (has_key(*each, key)) return each;
    return nullptr;
}

const XmlElement& Settings::curve(const std::string& section, const std::string& id,
                                  const Place& asker) const {
    const auto at = curves_.find({section, id});
    if (at == curves_.end()) refuse(asker, fmt::format("curveconfig has no '{}' among its {}", id, section));
    touched_.emplace(at->second, fmt::format("/CurveConfiguration/{}/{}", section, at->second->name()));
    at->second->child("CurveDescription");  // for people
    return *at->second;
}

const XmlElement* Settings::find_convention(const std::string& type, const std::string& id) const {
    const auto at = convention_ids_.find({type, id});
    if (at == convention_ids_.end()) return nullptr;
    touched_.emplace(at->second, "/Conventions/" + type);
    return at->second;
}

const XmlElement& Settings::convention(const std::string& type, const std::string& id,
                                       const Place& asker) const {
    const XmlElement* found = find_convention(type, id);
    if (!found) refuse(asker, fmt::format("conventions have no {} '{}'", type, id));
    return *found;
}

void Settings::report_unread(OreReport& report) const {
    for (const auto& [element, path] : touched_)
        for (const UnreadElement& each : unread(*element))
            report.unsupported.push_back({path + each.path.substr(element->name().size() + 1), each.place});
}

}  // namespace snell::ore
