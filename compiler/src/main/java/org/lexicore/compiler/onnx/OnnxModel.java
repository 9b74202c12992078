package org.lexicore.compiler.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.lexicore.compiler.onnx.proto.ModelProto;
import org.lexicore.model.InputException;

/**
 * An ONNX file as it lies on disk.
 *
 * @param file where it was read; tensors in side files are looked for in its folder
 * @param proto its content
 */
public record OnnxModel(Path file, ModelProto proto) {
  /** The first byte of nearly every ONNX file: the tag of {@code ir_version}. */
  private static final int IR_VERSION_TAG = 0x08;

  /**
   * Reads a file without judging its content.
   *
   * @throws InputException if it is missing, cut short, or no ONNX file
   */
  public static OnnxModel load(Path file) {
    byte[] bytes = bytes(file);
    try {
      ModelProto proto = ModelProto.parseFrom(bytes);
      if (!proto.hasGraph()) {
        throw new InputException(file.getFileName() + ": holds no graph; give an ONNX model");
      }
      return new OnnxModel(file, proto);
    } catch (InvalidProtocolBufferException e) {
      boolean begun = bytes.length > 0 && bytes[0] == IR_VERSION_TAG;
      throw new InputException(
          file.getFileName()
              + (begun
                  ? ": the ONNX file is cut short or damaged (" + bytes.length + " bytes); copy or export it again"
                  : ": is no ONNX file; give an ONNX model"));
    }
  }

  /**
   * Writes the model; equal models give equal bytes.
   *
   * @throws InputException if the file cannot be written
   */
  public void save(Path target) {
    try {
      Files.write(target, proto.toByteArray());
    } catch (IOException e) {
      throw new InputException(target + ": cannot be written; check the folder, its rights and the space left");
    }
  }

  /** Names of the tensors whose values the model holds, as initializers or by Constant nodes. */
  public Set<String> constants() {
    Set<String> names = new TreeSet<>();
    proto.getGraph().getInitializerList().forEach(initializer -> names.add(initializer.getName()));
    proto.getGraph().getNodeList().stream().filter(node -> node.getOpType().equals("Constant")).forEach(node -> names.addAll(node.getOutputList()));
    return names;
  }

  /** The file's name, with which messages begin. */
  String place() {
    return file.getFileName().toString();
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": there is no such file; check the path");
    } catch (IOException e) {
      throw new InputException(file + ": cannot be read; check that it is a file and its rights");
    } catch (OutOfMemoryError e) {
      throw new InputException(file + ": is larger than memory; start Java with a larger -Xmx");
    }
  }
}
