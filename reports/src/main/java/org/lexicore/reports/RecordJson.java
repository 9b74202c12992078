package org.lexicore.reports;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.OptionalDouble;
import org.lexicore.model.accelerator.Accelerator;
import org.lexicore.model.accelerator.CodebookStore;
import org.lexicore.model.accelerator.WriteOrder;

/** How records become JSON: names in snake case, unknown ones refused, and the same bytes everywhere. */
public final class RecordJson {
  /** Reads and writes. */
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          // Components as declared, then what is derived: the order in which a JVM lists methods is not the same in
          // every run.
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.SORT_CREATOR_PROPERTIES_BY_DECLARATION_ORDER)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule()
              .addDeserializer(WriteOrder.class, new SilentlyFree())
              .addDeserializer(double.class, new Finite())
              .addDeserializer(Double.class, new Finite())
              .addDeserializer(OptionalDouble.class, new FiniteIfAny()))
          .addMixIn(Accelerator.Dram.class, DramKinds.class)
          .addMixIn(CodebookStore.class, FlatStore.class)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** How a configuration says which memory it has. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Accelerator.Dram.Ideal.class, name = Accelerator.Dram.Ideal.KIND),
    @JsonSubTypes.Type(value = Accelerator.Dram.Timed.class, name = "timed")
  })
  private interface DramKinds {}

  /** Results and calibrations made before memories had an order took addresses and data each by itself. */
  private static final class SilentlyFree extends StdDeserializer<WriteOrder> {
    private static final long serialVersionUID = 1;

    SilentlyFree() {
      super(WriteOrder.class);
    }

    @Override
    public WriteOrder deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String name = parser.getValueAsString();
      for (WriteOrder order : WriteOrder.values()) {
        if (order.name().equals(name)) {
          return order;
        }
      }
      throw context.weirdStringException(name, WriteOrder.class, "not an order of writes");
    }

    @Override
    public WriteOrder getAbsentValue(DeserializationContext context) {
      return WriteOrder.FREE;
    }
  }

  /** Numbers too large for a double, and texts such as NaN, which Jackson would take for doubles, are refused. */
  private static final class Finite extends StdDeserializer<Double> {
    private static final long serialVersionUID = 1;

    Finite() {
      super(Double.class);
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (!parser.currentToken().isNumeric()) {
        return (Double) context.handleUnexpectedToken(Double.class, parser);
      }
      double value = parser.getDoubleValue();
      if (Double.isInfinite(value)) {
        throw context.weirdNumberException(value, Double.class, "too large");
      }
      return value;
    }
  }

  /** As {@link Finite}; null and nothing are none. */
  private static final class FiniteIfAny extends StdDeserializer<OptionalDouble> {
    private static final long serialVersionUID = 1;
    private final Finite finite = new Finite();

    FiniteIfAny() {
      super(OptionalDouble.class);
    }

    @Override
    public OptionalDouble deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return OptionalDouble.of(finite.deserialize(parser, context));
    }

    @Override
    public OptionalDouble getNullValue(DeserializationContext context) {
      return OptionalDouble.empty();
    }

    @Override
    public OptionalDouble getAbsentValue(DeserializationContext context) {
      return OptionalDouble.empty();
    }
  }

  private RecordJson() {}

  /** The text of a file that holds {@code record}. */
  public static String text(Object record) {
    // Line ends must not depend on the platform.
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(record) + "\n";
    } catch (JacksonException e) {
      throw new IllegalStateException(e);
    }
  }
}
