#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/xml.h"
#include "models/market/ore/quantlib_names.h"
#include "models/market/ore/quotes.h"
#include "models/market/ore/read.h"

namespace snell::ore {

/// Text of a child turned into something; a fault at the child where it is not understood.
template <class Parse>
auto parsed(const XmlElement& element, const std::string& name, Parse parse) {
    const XmlElement* child = element.child(name);
    try {
        return parse(child ? child->text() : std::string());
    } catch (const std::invalid_argument& why) {
        refuse(child ? child->place() : element.place(), name + ": " + why.what());
    }
}
/// Text of a child that must be there.
std::string required(const XmlElement& element, const std::string& name);
/// Text of a child, or what stands for it.
std::string text_or(const XmlElement& element, const std::string& name, std::string otherwise);
bool truth_of(const XmlElement& element, const std::string& name, bool otherwise);

/// The trees of todaysmarket.xml, curveconfig.xml and conventions.xml, with what was looked up in them.
class Settings {
  public:
    explicit Settings(const OreMarketFiles& files);

    /// The entry of a section of todaysmarket.xml, <section id=...><entry key_name=key>, in the configuration
    /// or else in the default one; null where neither has it.
    const XmlElement* serving(const std::string& section, const std::string& key,
                              const std::string& configuration) const;
    /// The entries of a section in a configuration, the default one if it names none.
    std::vector<const XmlElement*> all_serving(const std::string& section,
                                               const std::string& configuration) const;

    /// The curve of a section of curveconfig.xml; throws a Fault at `asker` where there is none.
    const XmlElement& curve(const std::string& section, const std::string& id, const Place& asker) const;
    /// A convention of one of the types; throws a Fault at `asker` where there is none.
    const XmlElement& convention(const std::string& type, const std::string& id, const Place& asker) const;
    /// The same; null where there is none.
    const XmlElement* find_convention(const std::string& type, const std::string& id) const;

    /// Adds what was looked up, but holds elements that nothing asked for.
    void report_unread(OreReport& report) const;

  private:
    XmlElement todays_market_, curve_config_, conventions_;
    std::map<std::string, std::vector<const XmlElement*>> sections_;  ///< of todaysmarket.xml
    std::map<std::pair<std::string, std::string>, const XmlElement*> curves_, convention_ids_;
    mutable std::map<const XmlElement*, std::string> touched_;  ///< and their path

    std::string section_id(const std::string& section, const std::string& configuration) const;
    std::vector<const XmlElement*> entries(const std::string& section, const std::string& id) const;
};

/// "EUR1D" of "Yield/EUR/EUR1D".
std::string last_part(const std::string& path);

}  // namespace snell::ore
