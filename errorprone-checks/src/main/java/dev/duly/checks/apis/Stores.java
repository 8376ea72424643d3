/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import static com.google.errorprone.matchers.Matchers.anyOf;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.suppliers.Supplier;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.declarations.FileIndex;
import dev.duly.checks.declarations.Remembered;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Calls that write to a database. Known by type: a {@code getX()} may write, a map is no store. */
public final class Stores {
  private static final Pattern WRITING_NAME =
      Pattern.compile("(save|insert|update|upsert|delete|remove|persist|merge)([A-Z].*)?");
  private static final Pattern INSERTING_NAME =
      Pattern.compile("(save|saveAndFlush|insert|persist|persistAndFlush)");

  /** Types whose subtypes write where a method's name says so. */
  private static final Calls REPOSITORIES =
      Calls.of(
          "org.springframework.data.repository.Repository#*",
          "io.micronaut.data.repository.GenericRepository#*",
          "io.quarkus.hibernate.orm.panache.PanacheRepositoryBase#*",
          "io.quarkus.hibernate.orm.panache.PanacheEntityBase#*",
          "com.baomidou.mybatisplus.core.mapper.BaseMapper#*");

  private static final Calls ENTITY_MANAGERS =
      Calls.of(
          "jakarta.persistence.EntityManager#persist", "javax.persistence.EntityManager#persist");

  private static final Calls WRITING_CALLS =
      Calls.of(
          "jakarta.persistence.EntityManager#persist",
          "jakarta.persistence.EntityManager#merge",
          "jakarta.persistence.EntityManager#remove",
          "javax.persistence.EntityManager#persist",
          "javax.persistence.EntityManager#merge",
          "javax.persistence.EntityManager#remove",
          "org.springframework.jdbc.core.JdbcOperations#update",
          "org.springframework.jdbc.core.JdbcOperations#batchUpdate",
          "org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations#update",
          "org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations#batchUpdate",
          "org.springframework.jdbc.core.simple.JdbcClient.StatementSpec#update",
          "org.apache.ibatis.session.SqlSession#insert",
          "org.apache.ibatis.session.SqlSession#update",
          "org.apache.ibatis.session.SqlSession#delete");

  private static final Calls STATEMENTS =
      Calls.of(
          "java.sql.Statement#executeUpdate",
          "java.sql.Statement#executeLargeUpdate",
          "java.sql.Statement#executeBatch",
          "java.sql.PreparedStatement#executeUpdate");

  private static final Set<String> MYBATIS_WRITES =
      Set.of(
          "org.apache.ibatis.annotations.Insert",
          "org.apache.ibatis.annotations.InsertProvider",
          "org.apache.ibatis.annotations.Update",
          "org.apache.ibatis.annotations.UpdateProvider",
          "org.apache.ibatis.annotations.Delete",
          "org.apache.ibatis.annotations.DeleteProvider");
  private static final String MYBATIS_MAPPER = "org.apache.ibatis.annotations.Mapper";

  /** A write through a library that knows rows or objects. */
  public static final Matcher<ExpressionTree> WRITE = Stores::writes;

  /** As {@link #WRITE}, or through JDBC itself. */
  public static final Matcher<ExpressionTree> WRITE_OR_STATEMENT = anyOf(WRITE, STATEMENTS);

  /** A call that stores one object, as a new row unless its identity says otherwise. */
  public static final Matcher<ExpressionTree> INSERT =
      (call, state) ->
          ASTHelpers.getSymbol(call) instanceof MethodSymbol method
              && (REPOSITORIES.include(method, state) || ENTITY_MANAGERS.include(method, state))
              && INSERTING_NAME.matcher(method.getSimpleName()).matches();

  /** Whether the file at hand may store new rows. */
  public static boolean insertsAreIn(VisitorState state) {
    return REPOSITORIES.areInFile(state) || ENTITY_MANAGERS.areInFile(state);
  }

  /** A call on something that writes and reads rows or objects. */
  public static final Matcher<ExpressionTree> ON_A_REPOSITORY = REPOSITORIES;

  private static final Supplier<Boolean> PRESENT = new Remembered<>(Stores::arePresent);

  /** Whether the sources name anything of these libraries: few modules store. */
  public static boolean areThere(VisitorState state) {
    return PRESENT.get(state);
  }

  private static boolean arePresent(VisitorState state) {
    return WRITING_CALLS.arePresent(state)
        || REPOSITORIES.arePresent(state)
        || Stream.concat(Stream.of(MYBATIS_MAPPER), MYBATIS_WRITES.stream())
            .anyMatch(each -> state.getTypeFromString(each) != null);
  }

  /** Whether the file at hand writes through any of these libraries. */
  public static boolean writesAreIn(VisitorState state) {
    return areThere(state)
        && FileIndex.of(state).called().values().stream()
            .flatMap(List::stream)
            .anyMatch(method -> writes(method, state));
  }

  private static boolean writes(ExpressionTree call, VisitorState state) {
    return ASTHelpers.getSymbol(call) instanceof MethodSymbol method && writes(method, state);
  }

  private static boolean writes(MethodSymbol method, VisitorState state) {
    return WRITING_CALLS.include(method, state)
        || (REPOSITORIES.include(method, state) && hasWritingName(method))
        || writesMapper(method, state);
  }

  private static boolean hasWritingName(MethodSymbol method) {
    return WRITING_NAME.matcher(method.getSimpleName()).matches();
  }

  private static boolean writesMapper(MethodSymbol method, VisitorState state) {
    return method.owner.isInterface()
        && (MetaAnnotations.of(method, state).stream().anyMatch(MYBATIS_WRITES::contains)
            || (MetaAnnotations.of(method.owner, state).contains(MYBATIS_MAPPER)
                && hasWritingName(method)));
  }

  private Stores() {}
}
