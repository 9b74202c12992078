/** How fast the simulator is in a warm JVM, by JMH; {@code make bench} runs {@link org.lexicore.benchmarks.SimulatorSpeed}. */
package org.lexicore.benchmarks;
