#include "engine/exercise/rule_shape.h"

namespace snell {
namespace {

/// Products that have been listed, each as one before it times a polynomial of a later state.
struct Factors {
    int earlier, polynomial;
    int degree, last_state;
};

std::vector<Factors> products_of(int states, int degree) {
    std::vector<Factors> all{{0, 0, 0, -1}};
    for (std::size_t i = 0; i < all.size(); ++i)
        for (int s = all[i].last_state + 1; s < states; ++s)
            for (int power = 1; power <= degree - all[i].degree; ++power)
                all.push_back({static_cast<int>(i), s * (degree + 1) + power, all[i].degree + power, s});
    return all;
}

}  // namespace

std::int64_t count_products(int states, int degree) {
    std::int64_t count = 1;
    for (int i = 1; i <= degree; ++i) count = count * (states + i) / i;
    return count;
}

RuleNumbers empty_rule(const ExerciseSettings& settings, const std::vector<int>& states, int dates) {
    const int n = static_cast<int>(states.size());
    const int extra = settings.on_value ? 1 : 0;
    int degree = settings.degree > 0 ? settings.degree : n <= 1 ? 6 : n == 2 ? 4 : n <= 5 ? 3 : 2;
    while (degree > 1 && count_products(n, degree) + extra > max_functions) --degree;
    const std::vector<Factors> products = products_of(n, n > 0 ? degree : 0);
    const int count = static_cast<int>(products.size());
    RuleNumbers rule{static_cast<double>(settings.family), static_cast<double>(degree),
                     static_cast<double>(n), static_cast<double>(count), static_cast<double>(count + extra)};
    rule.insert(rule.end(), states.begin(), states.end());
    for (const Factors& product : products)
        rule.insert(rule.end(),
                    {static_cast<double>(product.earlier), static_cast<double>(product.polynomial)});
    rule.resize(static_cast<std::size_t>(ExerciseRule(rule.data()).date(dates)), 0.0);
    return rule;
}

}  // namespace snell
