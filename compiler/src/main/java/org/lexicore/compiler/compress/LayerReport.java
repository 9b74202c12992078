package org.lexicore.compiler.compress;

/**
 * How compression went for one layer.
 *
 * @param weight name of the weight tensor
 * @param scheme {@code int8}, {@code per-layer}, {@code universal}, or {@code kept}: the codes that the network came with
 * @param k codewords, 0 for int8
 * @param d elements per codeword, 1 for int8
 * @param outputError mean squared error of the layer's outputs over their variance on the calibration samples; without samples that of the
 *     weights over their mean square
 */
public record LayerReport(String weight, String scheme, int k, int d, double outputError) {}
