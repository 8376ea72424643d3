package shop;

import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;

@HandlerGroup("billing")
public final class Billing {
  @MessageHandler
  @Idempotent
  public void charge(OrderPlaced order) {}
}
