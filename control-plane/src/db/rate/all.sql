select from_at, vcpu_second_nanos, gib_second_nanos from rates order by from_at
