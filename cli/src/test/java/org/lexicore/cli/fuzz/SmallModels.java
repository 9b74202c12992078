package org.lexicore.cli.fuzz;

import java.util.LinkedHashMap;
import java.util.Map;

/** Networks of many operators that every command takes in milliseconds. */
public final class SmallModels {
  private SmallModels() {}

  private static final String CONVOLUTIONAL = """
      input x 2 6 6
      weight w1 8 2 3 3
      weight b1 8
      weight g 8
      weight beta 8
      weight mean 8
      weight var 8
      weight w2 8 8 3 3
      weight w3 8 1 3 3
      weight w4 5 8
      weight b4 5
      Conv c1 x w1 b1 pads=1,1,1,1 kernel_shape=3,3
      BatchNormalization n1 c1 g beta mean var epsilon=0.001
      Relu r1 n1
      Conv c2 r1 w2 pads=1,1,1,1
      Add a c2 r1
      Clip r2 a
      Conv d r2 w3 group=8 pads=1,1,1,1
      MaxPool p d kernel_shape=2,2 strides=2,2
      GlobalAveragePool m p
      Flatten f m axis=1
      Gemm y f w4 b4 transB=1 alpha=1.0
      output y
      """;

  private static final String TRANSFORMER = """
      tokens ids 4
      weight table 11 8
      weight wq 8 8
      weight wk 8 8
      weight wv 8 8
      weight bq 8
      weight gamma 8
      weight beta 8
      integers heads 0 0 2 4
      integers joined 0 0 8
      Gather e table ids
      LayerNormalization n e gamma beta axis=-1 epsilon=0.00001
      MatMul q0 n wq
      Add q1 q0 bq
      MatMul k0 n wk
      MatMul v0 n wv
      Reshape q2 q1 heads
      Reshape k2 k0 heads
      Reshape v2 v0 heads
      Transpose q q2 perm=0,2,1,3
      Transpose k k2 perm=0,2,3,1
      Transpose v v2 perm=0,2,1,3
      MatMul s q k
      Softmax p s axis=-1
      MatMul o p v
      Transpose t o perm=0,2,1,3
      Reshape h t joined
      Add y h e
      output y
      """;

  private static final String HOST = """
      input x 2 6 6
      weight w1 8 2 3 3
      weight w2 8 8 1 1
      weight w3 8 3 2 2
      weight slope 8 1 1
      integers pads 0 0 1 1 0 0 1 1
      integers from 1
      integers to 7
      integers axis 1
      integers sizes 1 6 12 12
      Pad q x pads
      Conv c q w1
      LeakyRelu l c alpha=0.1
      Sigmoid g l
      Mul sw l g
      PRelu pr sw slope
      AveragePool av pr kernel_shape=2,2 strides=2,2
      ReduceMean rm av axes=2,3 keepdims=1
      Conv se rm w2
      HardSigmoid hs se alpha=0.2
      Mul ex av hs
      Slice sl ex from to axis
      ConvTranspose ct ex w3 strides=2,2
      Resize up sl _ _ sizes mode='nearest'
      MaxPool mp up kernel_shape=2,2 strides=2,2
      Concat cc ct mp axis=1
      ReduceMax y cc axes=2,3 keepdims=0
      output y
      """;

  private static final String LINE = """
      input x 4 12
      weight w1 6 4 3
      weight w2 6 6 1
      weight k 12 5
      Conv c x w1 pads=1,1
      Elu e c alpha=1.0
      Conv d e w2
      Tanh t d
      Erf f d
      Div z f d
      Exp u t
      Transpose tr z perm=0,1,2
      MatMul mm tr k
      Unsqueeze un mm axes=0,4
      Squeeze y un axes=0,4
      output y
      output u
      """;

  /** The models by name. */
  public static Map<String, byte[]> all() {
    Map<String, byte[]> models = new LinkedHashMap<>();
    models.put("convolutional", ModelText.model(13, CONVOLUTIONAL));
    models.put("transformer", ModelText.model(17, TRANSFORMER));
    models.put("host", ModelText.model(13, HOST));
    models.put("line", ModelText.model(11, LINE));
    return models;
  }
}
