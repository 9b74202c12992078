package org.lexicore.cli.accuracy;

import java.util.List;
import java.util.Map;
import org.lexicore.compiler.data.NdArray;

/**
 * What a network is for: data that it sees, and how its answers are judged.
 *
 * <p>Data are real values, input name → {@code [samples, …]}, of one fixed size; answers are the first output of each sample, in ONNX's order.
 */
interface Task {
  /** The network's name. */
  String network();

  /** The network's file, in float. */
  byte[] onnx();

  /** Data that choose ranges and codewords. */
  Map<String, NdArray> calibration();

  /** Other data, on which the answers are judged. */
  Map<String, NdArray> measured();

  /**
   * How good answers to the measured data are.
   *
   * @param oracle those of the float network
   */
  List<Measure> judge(float[][] answers, float[][] oracle);
}
