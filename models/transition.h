#pragma once
#include <vector>

#include "core/matrix.h"

namespace snell {

/// Move of a Gaussian state between two times: y(to) = map y(from) + offset + noise, the noise normal with
/// mean 0.
struct Transition {
    Matrix<double> map;          ///< [factor][factor]
    std::vector<double> offset;  ///< [factor]
    Matrix<double> covariance;   ///< of the noise
};

/// The state between two times at which it is known: y = before y(from) + after y(to) + offset + noise.
struct BridgeTransition {
    Matrix<double> before, after;
    std::vector<double> offset;
    Matrix<double> covariance;
};

/// Normal numbers given others, from their joint covariance, the others first: given = regression * others +
/// noise * independent standard normals.
struct GivenOthers {
    std::vector<std::vector<double>> regression;  ///< [given][other]
    std::vector<std::vector<double>> noise;       ///< [given][normal], lower triangular
};
/// The last numbers given the first `others`, whose covariance may be singular.
GivenOthers given_others(const Matrix<double>& covariance, int others);

/// One move after another, as one.
Transition operator*(const Transition& second, const Transition& first);

/// The state after `first`, given the states before it and after `second` (conditional normal law; Glasserman
/// 2004, eq. 2.24).  Directions without noise are allowed.
BridgeTransition bridge(const Transition& first, const Transition& second);

}  // namespace snell
