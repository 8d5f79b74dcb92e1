#include "core/faults.h"

namespace snell {

void Faults::add(const NodeFault& fault, const std::string& whose) {
    std::string where = print(fault.place);
    if (fault.place.line > 0 && !whose.empty()) where += ": " + whose;  // a flag says it all
    add(Diagnostic{fault.code, where, fault.problem, fault.remedy});
}

void Faults::add(Diagnostic diagnostic) {
    if (printed_.insert(print(diagnostic)).second) all_.push_back(std::move(diagnostic));
}

}  // namespace snell
