; What rules ask of a machine that is exact everywhere, so that no library of mathematics is needed.

declare double @llvm.sqrt.f64(double)
declare double @llvm.ceil.f64(double)

define double @sqrt(double %x) alwaysinline {
  %root = call double @llvm.sqrt.f64(double %x)
  ret double %root
}

define double @ceil(double %x) alwaysinline {
  %whole = call double @llvm.ceil.f64(double %x)
  ret double %whole
}

; Values times bytes of an array, and whether it is too large: without a product of 128 bits.
define { i64, i1 } @array_size(i64 %a, i64 %b) alwaysinline {
  %product = mul i64 %a, %b
  %either = or i64 %a, %b
  %too_large = icmp ugt i64 %either, 2147483647
  %half = insertvalue { i64, i1 } poison, i64 %product, 0
  %both = insertvalue { i64, i1 } %half, i1 %too_large, 1
  ret { i64, i1 } %both
}

