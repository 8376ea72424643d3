package shop;

import dev.duly.HandlerGroup;
import dev.duly.Idempotent;
import dev.duly.MessageHandler;

@HandlerGroup("warehouse")
public final class Warehouse {
  @MessageHandler
  @Idempotent
  public void move(StockMoved moved) {}
}
