/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import static com.google.errorprone.matchers.Matchers.anyOf;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.frameworks.Call;
import dev.duly.checks.apis.frameworks.Calls;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Calls that write to a database. Known by type: a {@code getX()} may write, a map is no store. */
public final class Stores {
  private static final Pattern WRITING_NAME =
      Pattern.compile("(save|insert|update|upsert|delete|remove|persist|merge)([A-Z].*)?");
  private static final Pattern INSERTING_NAME =
      Pattern.compile("(save|saveAndFlush|insert|persist|persistAndFlush)");

  /** Types whose subtypes write where a method's name says so. */
  private static final List<Call> REPOSITORIES =
      List.of(
          new Call("org.springframework.data.repository.Repository", Call.ANY),
          new Call("io.micronaut.data.repository.GenericRepository", Call.ANY),
          new Call("io.quarkus.hibernate.orm.panache.PanacheRepositoryBase", Call.ANY),
          new Call("io.quarkus.hibernate.orm.panache.PanacheEntityBase", Call.ANY),
          new Call("com.baomidou.mybatisplus.core.mapper.BaseMapper", Call.ANY));

  private static final List<Call> ENTITY_MANAGERS =
      List.of(
          new Call("jakarta.persistence.EntityManager", "persist"),
          new Call("javax.persistence.EntityManager", "persist"));

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
  public static final Matcher<ExpressionTree> WRITE =
      anyOf(WRITING_CALLS, Stores::writesRepository, Stores::writesMapper);

  /** As {@link #WRITE}, or through JDBC itself. */
  public static final Matcher<ExpressionTree> WRITE_OR_STATEMENT = anyOf(WRITE, STATEMENTS);

  /** A call that stores one object, as a new row unless its identity says otherwise. */
  public static final Matcher<ExpressionTree> INSERT =
      (call, state) ->
          ASTHelpers.getSymbol(call) instanceof MethodSymbol method
              && INSERTING_NAME.matcher(method.getSimpleName()).matches()
              && (isOfAny(REPOSITORIES, method, state) || isOfAny(ENTITY_MANAGERS, method, state));

  /** A call on something that writes and reads rows or objects. */
  public static final Matcher<ExpressionTree> ON_A_REPOSITORY =
      (call, state) ->
          ASTHelpers.getSymbol(call) instanceof MethodSymbol method
              && isOfAny(REPOSITORIES, method, state);

  private static boolean writesRepository(ExpressionTree call, VisitorState state) {
    return ASTHelpers.getSymbol(call) instanceof MethodSymbol method
        && WRITING_NAME.matcher(method.getSimpleName()).matches()
        && isOfAny(REPOSITORIES, method, state);
  }

  private static boolean writesMapper(ExpressionTree call, VisitorState state) {
    if (!(ASTHelpers.getSymbol(call) instanceof MethodSymbol method)
        || !method.owner.isInterface()) {
      return false;
    }
    return MetaAnnotations.of(method, state).stream().anyMatch(MYBATIS_WRITES::contains)
        || (WRITING_NAME.matcher(method.getSimpleName()).matches()
            && MetaAnnotations.of(method.owner, state).contains(MYBATIS_MAPPER));
  }

  private static boolean isOfAny(List<Call> calls, MethodSymbol method, VisitorState state) {
    for (Call call : calls) {
      if (call.isOf(method, state)) {
        return true;
      }
    }
    return false;
  }

  private Stores() {}
}
