/**
 * The accelerator in Java, exact to the cycle and the bit: {@link org.lexicore.simulator.Machine} is the chip with its memory, {@link
 * org.lexicore.simulator.Simulator} runs one inference. Classes carry the names of the Verilog modules that they predict.
 */
package org.lexicore.simulator;
