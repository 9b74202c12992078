package org.lexicore.reports.area;

import java.util.SortedMap;
import org.lexicore.model.accelerator.Accelerator;

/**
 * One accelerator as synthesis found it.
 *
 * @param heldOut whether it judges the model, instead of calibrating it
 * @param modules module of the Verilog → µm² of the 0.18 µm cells of all its instances, without macros of memories and the codebook
 * @param longestNs module → ns of the longest path that ends in it, cells alone, the codebook as logic among them
 */
public record SynthesisedAccelerator(boolean heldOut, Accelerator accelerator, SortedMap<String, Double> modules, SortedMap<String, Double> longestNs) {}
