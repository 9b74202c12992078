package org.lexicore.rtl.synthesis;

/**
 * The cells of one module of the Verilog, without those of the modules in it.
 *
 * @param module its name there, whatever its parameters
 * @param instances how many there are
 * @param um2 area of all their cells, µm² of the 0.18 µm library
 * @param flipFlops in all of them
 */
public record ModuleArea(String module, int instances, double um2, int flipFlops) {}
