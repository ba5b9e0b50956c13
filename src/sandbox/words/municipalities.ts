/** Where people of the sandbox live: a real municipality under an invented street. */
export interface Municipality {
  name: string;
  /** Two letters. */
  province: string;
  /** Six digits. */
  istatCode: string;
  zips: readonly string[];
  /** Region and local health authority as the health ministry numbers them, three digits each; left out where not known. */
  asl?: { region: string; asl: string; name: string };
}

const ATS_INSUBRIA = { region: '030', asl: '322', name: "ATS dell'Insubria" };
const AUSL_ROMAGNA = { region: '080', asl: '114', name: 'AUSL della Romagna' };
const AUSL_TOSCANA_NORD_OVEST = { region: '090', asl: '202', name: 'AUSL Toscana Nord Ovest' };

/** The largest first. */
export const MUNICIPALITIES: readonly Municipality[] = [
  at('Roma', 'RM', '058091', '00184 00187 00192', { region: '120', asl: '201', name: 'ASL Roma 1' }),
  at('Milano', 'MI', '015146', '20121 20129 20144', {
    region: '030',
    asl: '321',
    name: 'ATS della Città Metropolitana di Milano',
  }),
  at('Napoli', 'NA', '063049', '80121 80133 80138', { region: '150', asl: '204', name: 'ASL Napoli 1 Centro' }),
  at('Torino', 'TO', '001272', '10121 10128 10138', { region: '010', asl: '301', name: 'ASL Città di Torino' }),
  at('Palermo', 'PA', '082053', '90133 90138 90144', { region: '190', asl: '206', name: 'ASP Palermo' }),
  at('Genova', 'GE', '010025', '16121 16128 16145'),
  at('Bologna', 'BO', '037006', '40121 40126 40138', { region: '080', asl: '105', name: 'AUSL di Bologna' }),
  at('Firenze', 'FI', '048017', '50122 50127 50136', { region: '090', asl: '201', name: 'AUSL Toscana Centro' }),
  at('Bari', 'BA', '072006', '70121 70124 70126', { region: '160', asl: '114', name: 'ASL Bari' }),
  at('Catania', 'CT', '087015', '95124 95129 95131', { region: '190', asl: '203', name: 'ASP Catania' }),
  at('Verona', 'VR', '023091', '37121 37129 37138', { region: '050', asl: '509', name: 'ULSS 9 Scaligera' }),
  at('Venezia', 'VE', '027042', '30121 30123 30173', { region: '050', asl: '503', name: 'ULSS 3 Serenissima' }),
  at('Messina', 'ME', '083048', '98122 98123', { region: '190', asl: '205', name: 'ASP Messina' }),
  at('Padova', 'PD', '028060', '35121 35131 35137', { region: '050', asl: '506', name: 'ULSS 6 Euganea' }),
  at('Brescia', 'BS', '017029', '25121 25128', { region: '030', asl: '326', name: 'ATS di Brescia' }),
  at('Trieste', 'TS', '032006', '34121 34133'),
  at('Parma', 'PR', '034027', '43121 43125', { region: '080', asl: '102', name: 'AUSL di Parma' }),
  at('Modena', 'MO', '036023', '41121 41124', { region: '080', asl: '104', name: 'AUSL di Modena' }),
  at('Reggio di Calabria', 'RC', '080063', '89121 89129'),
  at("Reggio nell'Emilia", 'RE', '035033', '42121 42124', { region: '080', asl: '103', name: 'AUSL di Reggio Emilia' }),
  at('Perugia', 'PG', '054039', '06121 06128', { region: '100', asl: '201', name: 'USL Umbria 1' }),
  at('Ravenna', 'RA', '039014', '48121', AUSL_ROMAGNA),
  at('Livorno', 'LI', '049009', '57121 57128', AUSL_TOSCANA_NORD_OVEST),
  at('Rimini', 'RN', '099014', '47921 47923', AUSL_ROMAGNA),
  at('Foggia', 'FG', '071024', '71121 71122', { region: '160', asl: '115', name: 'ASL Foggia' }),
  at('Ferrara', 'FE', '038008', '44121 44123', { region: '080', asl: '109', name: 'AUSL di Ferrara' }),
  at('Salerno', 'SA', '065116', '84121 84132', { region: '150', asl: '207', name: 'ASL Salerno' }),
  at('Bergamo', 'BG', '016024', '24121 24129', { region: '030', asl: '325', name: 'ATS di Bergamo' }),
  at('Trento', 'TN', '022205', '38121 38122'),
  at('Pescara', 'PE', '068028', '65121 65129'),
  at('Vicenza', 'VI', '024116', '36100', { region: '050', asl: '508', name: 'ULSS 8 Berica' }),
  at('Novara', 'NO', '003106', '28100', { region: '010', asl: '208', name: 'ASL Novara' }),
  at('Ancona', 'AN', '042002', '60121 60131'),
  at('Udine', 'UD', '030129', '33100'),
  at('Lecce', 'LE', '075035', '73100', { region: '160', asl: '116', name: 'ASL Lecce' }),
  at('Pisa', 'PI', '050026', '56121 56127', AUSL_TOSCANA_NORD_OVEST),
  at('Treviso', 'TV', '026086', '31100', { region: '050', asl: '502', name: 'ULSS 2 Marca Trevigiana' }),
  at('Como', 'CO', '013075', '22100', ATS_INSUBRIA),
  at('Varese', 'VA', '012133', '21100', ATS_INSUBRIA),
  at("L'Aquila", 'AQ', '066049', '67100'),
  at('Potenza', 'PZ', '076063', '85100'),
  at('Matera', 'MT', '077014', '75100'),
  at('Siena', 'SI', '052032', '53100', { region: '090', asl: '203', name: 'AUSL Toscana Sud Est' }),
  at('Campobasso', 'CB', '070006', '86100'),
];

function at(name: string, province: string, istatCode: string, zips: string, asl?: Municipality['asl']): Municipality {
  return { name, province, istatCode, zips: zips.split(' '), ...(asl && { asl }) };
}
