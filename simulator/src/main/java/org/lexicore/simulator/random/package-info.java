/** Seeded random accelerators and programs, for property tests of the simulator and of the RTL. */
package org.lexicore.simulator.random;
