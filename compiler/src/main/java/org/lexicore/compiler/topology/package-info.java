/**
 * Networks of which only the shape is known: published architectures and SCALE-Sim's tables, with seeded weights, and, where wanted,
 * seeded codes and scales that need no calibration.
 */
package org.lexicore.compiler.topology;
