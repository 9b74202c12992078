package org.lexicore.compiler.onnx;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lexicore.compiler.onnx.proto.AttributeProto;
import org.lexicore.compiler.onnx.proto.GraphProto;
import org.lexicore.compiler.onnx.proto.NodeProto;
import org.lexicore.compiler.onnx.proto.TensorProto;

/** The attributes of one node; what is absent takes the operator's default. */
final class Attributes {
  private final Map<String, AttributeProto> byName = new LinkedHashMap<>();

  Attributes(NodeProto node) {
    node.getAttributeList().forEach(attribute -> byName.put(attribute.getName(), attribute));
  }

  /** Those given, and no others. */
  static Attributes of(AttributeProto... given) {
    return new Attributes(Map.of()).with(given);
  }

  /** These, and those given in the place of others of their names. */
  Attributes with(AttributeProto... given) {
    Map<String, AttributeProto> all = new LinkedHashMap<>(byName);
    for (AttributeProto attribute : given) {
      all.put(attribute.getName(), attribute);
    }
    return new Attributes(all);
  }

  /** All that are given. */
  List<AttributeProto> all() {
    return List.copyOf(byName.values());
  }

  /** A list of texts; empty when absent. */
  List<String> texts(String name) {
    return has(name) ? byName.get(name).getStringsList().stream().map(ByteString::toStringUtf8).toList() : List.of();
  }

  private Attributes(Map<String, AttributeProto> byName) {
    this.byName.putAll(byName);
  }

  /** Those of an operator on lines, for a map with a height of 1. */
  Attributes ofMap() {
    Map<String, AttributeProto> widened = new LinkedHashMap<>(byName);
    for (String name : new String[] {"kernel_shape", "strides", "dilations", "pads", "output_padding", "output_shape"}) {
      long absent = name.equals("pads") || name.equals("output_padding") ? 0 : 1;
      long[] given = integers(name);
      if (given.length == 1) {
        widened.put(name, Protos.integerList(name, absent, given[0]));
      } else if (given.length == 2 && name.equals("pads")) {
        widened.put(name, Protos.integerList(name, 0, given[0], 0, given[1]));
      }
    }
    return new Attributes(widened);
  }

  boolean has(String name) {
    return byName.containsKey(name);
  }

  long integer(String name, long absent) {
    return has(name) ? byName.get(name).getI() : absent;
  }

  float real(String name, float absent) {
    return has(name) ? byName.get(name).getF() : absent;
  }

  String text(String name, String absent) {
    return has(name) ? byName.get(name).getS().toStringUtf8() : absent;
  }

  /** A list of integers, or {@code absent}. */
  long[] integers(String name, long... absent) {
    return has(name) ? byName.get(name).getIntsList().stream().mapToLong(Long::longValue).toArray() : absent;
  }

  /** A list of reals; empty when absent. */
  float[] reals(String name) {
    if (!has(name)) {
      return new float[0];
    }
    AttributeProto attribute = byName.get(name);
    float[] values = new float[attribute.getFloatsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = attribute.getFloats(i);
    }
    return values;
  }

  Optional<TensorProto> tensor(String name) {
    return has(name) ? Optional.of(byName.get(name).getT()) : Optional.empty();
  }

  /** The graphs within the node. */
  Map<String, GraphProto> graphs() {
    Map<String, GraphProto> graphs = new LinkedHashMap<>();
    byName.forEach(
        (name, attribute) -> {
          if (attribute.hasG()) {
            graphs.put(name, attribute.getG());
          }
        });
    return graphs;
  }
}
