package org.lexicore.rtl;

import java.io.StringWriter;
import java.util.List;
import java.util.Properties;
import org.apache.velocity.Template;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

/** The Velocity templates: each knows one record, {@code $view}, and no arithmetic. */
final class Templates {
  private static final String FOLDER = "org/lexicore/rtl/template/";

  private final VelocityEngine engine;

  Templates() {
    Properties properties = new Properties();
    properties.setProperty("resource.loaders", "class");
    properties.setProperty("resource.loader.class.class", "org.apache.velocity.runtime.resource.loader.ClasspathResourceLoader");
    properties.setProperty("runtime.strict_mode.enable", "true");
    properties.setProperty("parser.space_gobbling", "lines");
    engine = new VelocityEngine(properties);
    engine.init();
  }

  /** The text of {@code template} for {@code view}. */
  String render(String template, Object view) {
    VelocityContext context = new VelocityContext();
    context.put("view", view);
    // Verilog's own words that begin with a dollar stay what they are.
    for (String word : List.of("readmemh", "display", "finish", "clog2")) {
      context.put(word, "$" + word);
    }
    Template compiled = engine.getTemplate(FOLDER + template, "UTF-8");
    StringWriter text = new StringWriter();
    compiled.merge(context, text);
    return text.toString();
  }
}
