package org.lexicore.cli.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.lexicore.compiler.onnx.proto.ModelProto;

/**
 * Damage to an ONNX model that keeps it a well-formed message: extents, names, types, data and operators that cannot
 * be.
 */
final class DamageMessage {
  private static final List<String> OPERATORS = List.of(
      "Conv", "MatMul", "Gemm", "Add", "Mul", "Div", "Relu", "Softmax", "Reshape", "Transpose", "Gather", "Concat", "Slice", "Resize", "Pad", "AveragePool",
      "MaxPool", "ReduceMean", "Exp", "Log", "Sqrt", "Pow", "Where", "Tile", "Expand", "DepthToSpace", "Split", "Constant", "Loop", "x");
  private final SplittableRandom random;
  private final List<String> names = new ArrayList<>(OPERATORS);

  private DamageMessage(SplittableRandom random) {
    this.random = random;
  }

  /** {@code sound} with one field changed. */
  static byte[] apply(byte[] sound, SplittableRandom random) {
    try {
      ModelProto model = ModelProto.parseFrom(sound);
      DamageMessage damage = new DamageMessage(random);
      model.getGraph().getNodeList().forEach(node -> damage.names.addAll(node.getInputList()));
      return damage.damaged(model).toByteArray();
    } catch (InvalidProtocolBufferException e) {
      return DamageBytes.apply(sound, random); // an earlier damage left no message
    }
  }

  private Message damaged(Message message) {
    List<FieldDescriptor> set = new ArrayList<>(message.getAllFields().keySet());
    if (set.isEmpty() || random.nextInt(20) == 0) {
      set = message.getDescriptorForType().getFields();
    }
    FieldDescriptor field = set.get(random.nextInt(set.size()));
    Message.Builder builder = message.toBuilder();
    if (random.nextInt(40) == 0) {
      return builder.clearField(field).build();
    }
    builder.setField(field, field.isRepeated() ? list(field, message) : value(field, message.getField(field)));
    return builder.build();
  }

  private List<Object> list(FieldDescriptor field, Message message) {
    List<Object> values = new ArrayList<>((List<?>) message.getField(field));
    if (values.isEmpty()) {
      return values;
    }
    int at = random.nextInt(values.size());
    boolean inside = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && random.nextInt(8) != 0;
    switch (inside ? 9 : random.nextInt(6)) {
      case 0 -> values.remove(at);
      case 1 -> values.add(values.get(at));
      case 2 -> Collections.swap(values, at, random.nextInt(values.size()));
      case 3 -> Collections.shuffle(values, new Random(random.nextLong()));
      default -> values.set(at, value(field, values.get(at)));
    }
    return values;
  }

  private Object value(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case INT -> random.nextBoolean() ? (int) value + random.nextInt(-2, 3) : (int) DamageBytes.extreme(random);
      case LONG -> random.nextBoolean() ? (long) value + random.nextInt(-2, 3) : DamageBytes.extreme(random);
      case FLOAT -> DamageBytes.real(random);
      case DOUBLE -> (double) DamageBytes.real(random);
      case BOOLEAN -> random.nextBoolean();
      case STRING -> random.nextInt(10) == 0 ? "\u0000\u001b[2J%s" : names.get(random.nextInt(names.size()));
      case BYTE_STRING -> ByteString.copyFrom(DamageBytes.apply(((ByteString) value).toByteArray(), random));
      case ENUM -> any(field.getEnumType().getValues());
      case MESSAGE -> damaged((Message) value);
    };
  }

  private EnumValueDescriptor any(List<EnumValueDescriptor> values) {
    return values.get(random.nextInt(values.size()));
  }
}
