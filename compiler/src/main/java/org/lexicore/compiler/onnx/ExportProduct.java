package org.lexicore.compiler.onnx;

import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.model.network.FloatGraph.Product;
import org.lexicore.model.network.Shape;

/** Writes a product of two activations as MatMul of N, groups, rows, columns. */
final class ExportProduct {
  private ExportProduct() {}

  static void write(Product product, ExportTensors tensors) {
    Shape input = tensors.shape(product.input());
    Shape weights = tensors.shape(product.weights());
    String name = tensors.name(product.name());
    int groups = product.groups();
    String columns =
        tensors.reshape(tensors.map(product.input()), name + "/input", groups, input.channels() / groups, input.height() * input.width());
    String rows =
        tensors.reshape(
            tensors.map(product.weights()), name + "/weights", groups, weights.channels() / groups, weights.height() * weights.width());
    String factor =
        switch (product.outputs()) {
          case PIXEL -> rows;
          case CHANNEL -> turned(rows, name, tensors);
        };
    // In this order importing chooses the same operand as weights.
    String made = tensors.step("MatMul", name + "/product", NodeProto.newBuilder().addInput(turned(columns, name, tensors)).addInput(factor));
    tensors.finish(product.name(), turned(made, name, tensors));
  }

  private static String turned(String tensor, String name, ExportTensors tensors) {
    NodeProto.Builder node = NodeProto.newBuilder().addInput(tensor).addAttribute(Protos.integerList("perm", 0, 1, 3, 2));
    return tensors.step("Transpose", name + "/turned", node);
  }
}
