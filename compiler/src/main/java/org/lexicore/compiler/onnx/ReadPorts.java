package org.lexicore.compiler.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.TensorProto.DataType;
import org.lexicore.compiler.onnx.proto.TensorShapeProto.Dimension;
import org.lexicore.compiler.onnx.proto.ValueInfoProto;
import org.lexicore.model.network.FloatGraph.Port;

/** How the file declares its inputs and outputs: what is written again has the same interface. */
final class ReadPorts {
  private final ImportGraph graph;
  private final FixedExtents fixed;
  private final Map<String, Port> ports = new LinkedHashMap<>();

  private ReadPorts(ImportGraph graph, FixedExtents fixed) {
    this.graph = graph;
    this.fixed = fixed;
  }

  /**
   * By name of the input or output.
   *
   * @param outputs extents of the outputs, the batch taken as 1
   */
  static Map<String, Port> of(OnnxModel model, ImportGraph graph, Map<String, int[]> outputs, FixedExtents fixed) {
    ReadPorts ports = new ReadPorts(graph, fixed);
    GraphProto file = model.proto().getGraph();
    file.getInputList().stream().filter(it -> graph.inputs().containsKey(it.getName())).forEach(ports::addInput);
    file.getOutputList().stream().filter(it -> outputs.containsKey(it.getName()) && !graph.inputs().containsKey(it.getName()))
        .forEach(it -> ports.addOutput(it, outputs.get(it.getName())));
    return ports.ports;
  }

  private void addInput(ValueInfoProto input) {
    String name = input.getName();
    List<Integer> dims = Arrays.stream(graph.inputs().get(name)).boxed().toList();
    boolean batch = !graph.fixed() && !dims.isEmpty() && !fixed.inputs().containsKey(name);
    ports.put(name, batch ? batched(input, dims, 0) : new Port(dims, false, type(input)));
  }

  private void addOutput(ValueInfoProto output, int... dims) {
    List<Integer> all = Arrays.stream(dims).boxed().toList();
    boolean batch = ports.values().stream().anyMatch(Port::batch) && dims.length > 0 && dims[0] == 1;
    int first = ports.values().stream().filter(Port::batch).findFirst().map(port -> port.dims().getFirst()).orElse(0);
    ports.put(output.getName(), batch ? batched(output, all, first) : new Port(all, false, type(output)));
  }

  /**
   * The extents with the batch that the declaration fixes, 0 where it leaves it open, {@code absent} where it declares
   * none.
   */
  private static Port batched(ValueInfoProto value, List<Integer> dims, int absent) {
    List<Dimension> declared = value.getType().getTensorType().getShape().getDimList();
    int batch = declared.size() == dims.size() ? Math.toIntExact(Math.clamp(declared.getFirst().getDimValue(), 0, Integer.MAX_VALUE)) : absent;
    Integer[] all = dims.toArray(Integer[]::new);
    all[0] = batch;
    return new Port(List.of(all), true, type(value));
  }

  private static String type(ValueInfoProto value) {
    DataType type = DataType.forNumber(value.getType().getTensorType().getElemType());
    return type == null || type == DataType.UNDEFINED ? DataType.FLOAT.name() : type.name();
  }
}
