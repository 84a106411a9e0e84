/**
 * Regions that are part of an address, of the countries whose post asks for one, in the order of a list: code, name, and other
 * spellings. Codes: ISO 3166-2 without the country (Italy and Spain: the provinces), with those of the US post for its forces. Names:
 * Unicode CLDR 48 and ISO, of Japan in kanji too; abbreviations of US states: AP style.
 */
export const REGIONS: Readonly<Record<string, string>> = {
  AE:
    'AZ Abu Dhabi,AJ Ajman,DU Dubai,FU Fujairah,RK Ras al-Khaimah|Ras al Khaimah,SH Sharjah,' +
    'UQ Umm al-Quwain|Umm Al Quwain',
  AR:
    'B Buenos Aires|Buenos Aires Province|Provincia de Buenos Aires,K Catamarca,H Chaco,U Chubut,' +
    'C Ciudad Autónoma de Buenos Aires|Buenos Aires City|CABA|Capital Federal,X Córdoba,W Corrientes,E Entre Ríos,' +
    'P Formosa,Y Jujuy,L La Pampa,F La Rioja,M Mendoza,N Misiones,Q Neuquén,R Río Negro,A Salta,J San Juan,' +
    'D San Luis,Z Santa Cruz,S Santa Fe,G Santiago del Estero,V Tierra del Fuego,T Tucumán',
  AU:
    'ACT Australian Capital Territory,NSW New South Wales,NT Northern Territory,QLD Queensland,SA South Australia,' +
    'TAS Tasmania,VIC Victoria,WA Western Australia',
  BR:
    'AC Acre,AL Alagoas,AP Amapá,AM Amazonas,BA Bahia,CE Ceará,DF Distrito Federal|Federal District,' +
    'ES Espírito Santo,GO Goiás,MA Maranhão,MT Mato Grosso,MS Mato Grosso do Sul,MG Minas Gerais,PA Pará,' +
    'PB Paraíba,PR Paraná,PE Pernambuco,PI Piauí,RJ Rio de Janeiro,RN Rio Grande do Norte,RS Rio Grande do Sul,' +
    'RO Rondônia,RR Roraima,SC Santa Catarina,SP São Paulo,SE Sergipe,TO Tocantins',
  CA:
    'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,' +
    'NT Northwest Territories,NS Nova Scotia,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,' +
    'SK Saskatchewan,YT Yukon',
  CN:
    'AH Anhui,BJ Beijing,CQ Chongqing,FJ Fujian,GS Gansu,GD Guangdong,GX Guangxi,GZ Guizhou,HI Hainan,HE Hebei,' +
    'HL Heilongjiang,HA Henan,HB Hubei,HN Hunan,NM Inner Mongolia,JS Jiangsu,JX Jiangxi,JL Jilin,LN Liaoning,' +
    'NX Ningxia,QH Qinghai,SN Shaanxi,SD Shandong,SH Shanghai,SX Shanxi,SC Sichuan,TJ Tianjin,XZ Tibet,' +
    'XJ Xinjiang,YN Yunnan,ZJ Zhejiang',
  ES:
    'C A Coruña,AB Albacete,A Alicante,AL Almería,VI Araba/Álava|Álava|Araba,O Asturias,AV Ávila,BA Badajoz,' +
    'B Barcelona,BI Bizkaia|Biscay,BU Burgos,CC Cáceres,CA Cádiz,S Cantabria,' +
    'CS Castellón/Castelló|Castellón|Castelló,CE Ceuta,CR Ciudad Real,CO Córdoba,CU Cuenca,SS Gipuzkoa,GI Girona,' +
    'GR Granada,GU Guadalajara,H Huelva,HU Huesca,PM Illes Balears|Balears,J Jaén,LO La Rioja,GC Las Palmas,' +
    'LE León,L Lleida,LU Lugo,M Madrid,MA Málaga,ML Melilla,MU Murcia,NA Navarra/Nafarroa|Navarra|Nafarroa,' +
    'OR Ourense,P Palencia,PO Pontevedra,SA Salamanca,TF Santa Cruz de Tenerife,SG Segovia,SE Sevilla|Seville,' +
    'SO Soria,T Tarragona,TE Teruel,TO Toledo,V Valencia/València|Valencia,VA Valladolid,ZA Zamora,Z Zaragoza',
  IE:
    'CW Carlow|Co. Carlow|County Carlow|Co Carlow,CN Cavan|Co. Cavan|County Cavan|Co Cavan,' +
    'CE Clare|Co. Clare|County Clare|Co Clare,CO Cork|Co. Cork|County Cork|Co Cork,' +
    'DL Donegal|Co. Donegal|County Donegal|Co Donegal,D Dublin|Co. Dublin|County Dublin|Co Dublin,' +
    'G Galway|Co. Galway|County Galway|Co Galway,KY Kerry|Co. Kerry|County Kerry|Co Kerry,' +
    'KE Kildare|Co. Kildare|County Kildare|Co Kildare,KK Kilkenny|Co. Kilkenny|County Kilkenny|Co Kilkenny,' +
    'LS Laois|Co. Laois|County Laois|Co Laois,LM Leitrim|Co. Leitrim|County Leitrim|Co Leitrim,' +
    'LK Limerick|Co. Limerick|County Limerick|Co Limerick,LD Longford|Co. Longford|County Longford|Co Longford,' +
    'LH Louth|Co. Louth|County Louth|Co Louth,MO Mayo|Co. Mayo|County Mayo|Co Mayo,' +
    'MH Meath|Co. Meath|County Meath|Co Meath,MN Monaghan|Co. Monaghan|County Monaghan|Co Monaghan,' +
    'OY Offaly|Co. Offaly|County Offaly|Co Offaly,RN Roscommon|Co. Roscommon|County Roscommon|Co Roscommon,' +
    'SO Sligo|Co. Sligo|County Sligo|Co Sligo,TA Tipperary|Co. Tipperary|County Tipperary|Co Tipperary,' +
    'WD Waterford|Co. Waterford|County Waterford|Co Waterford,' +
    'WH Westmeath|Co. Westmeath|County Westmeath|Co Westmeath,WX Wexford|Co. Wexford|County Wexford|Co Wexford,' +
    'WW Wicklow|Co. Wicklow|County Wicklow|Co Wicklow',
  IN:
    'AN Andaman and Nicobar Islands,AP Andhra Pradesh,AR Arunachal Pradesh,AS Assam,BR Bihar,CH Chandigarh,' +
    'CT Chhattisgarh|CG,DH Dadra and Nagar Haveli and Daman and Diu,DL Delhi|New Delhi|NCT of Delhi,GA Goa,' +
    'GJ Gujarat,HR Haryana,HP Himachal Pradesh,JK Jammu and Kashmir,JH Jharkhand,KA Karnataka,KL Kerala,LA Ladakh,' +
    'LD Lakshadweep,MP Madhya Pradesh,MH Maharashtra,MN Manipur,ML Meghalaya,MZ Mizoram,NL Nagaland,' +
    'OR Odisha|Orissa|OD,PY Puducherry|Pondicherry,PB Punjab,RJ Rajasthan,SK Sikkim,TN Tamil Nadu,TG Telangana|TS,' +
    'TR Tripura,UP Uttar Pradesh,UT Uttarakhand|UK,WB West Bengal',
  IT:
    'AG Agrigento,AL Alessandria,AN Ancona,AO Aosta|Aosta Valley|Valle d’Aosta,AR Arezzo,AP Ascoli Piceno,AT Asti,' +
    'AV Avellino,BA Bari,BT Barletta-Andria-Trani,BL Belluno,BN Benevento,BG Bergamo,BI Biella,BO Bologna,' +
    'BS Brescia,BR Brindisi,CA Cagliari,CL Caltanissetta,CB Campobasso,CE Caserta,CT Catania,CZ Catanzaro,' +
    'CH Chieti,CO Como,CS Cosenza,CR Cremona,KR Crotone,CN Cuneo,EN Enna,FM Fermo,FE Ferrara,FI Florence|Firenze,' +
    'FG Foggia,FC Forlì-Cesena,FR Frosinone,GE Genoa|Genova,GO Gorizia,GR Grosseto,IM Imperia,IS Isernia,' +
    'AQ L’Aquila,SP La Spezia,LT Latina,LE Lecce,LC Lecco,LI Livorno,LO Lodi,LU Lucca,MC Macerata,' +
    'MN Mantua|Mantova,MS Massa and Carrara|Massa-Carrara,MT Matera,ME Messina,MI Milan|Milano,MO Modena,' +
    'MB Monza and Brianza|Monza e Brianza,NA Naples|Napoli,NO Novara,NU Nuoro,OR Oristano,PD Padua|Padova,' +
    'PA Palermo,PR Parma,PV Pavia,PG Perugia,PU Pesaro and Urbino|Pesaro e Urbino,PE Pescara,PC Piacenza,PI Pisa,' +
    'PT Pistoia,PN Pordenone,PZ Potenza,PO Prato,RG Ragusa,RA Ravenna,RC Reggio Calabria|Reggio di Calabria,' +
    'RE Reggio Emilia|Reggio nell’Emilia,RI Rieti,RN Rimini,RM Rome|Roma,RO Rovigo,SA Salerno,SS Sassari,' +
    'SV Savona,SI Siena,SO Sondrio,SU South Sardinia|Sud Sardegna,BZ South Tyrol|Bolzano,SR Syracuse|Siracusa,' +
    'TA Taranto,TE Teramo,TR Terni,TP Trapani,TN Trento,TV Treviso,TS Trieste,TO Turin|Torino,UD Udine,VA Varese,' +
    'VE Venice|Venezia,VB Verbano-Cusio-Ossola,VC Vercelli,VR Verona,VV Vibo Valentia,VI Vicenza,VT Viterbo',
  JP:
    '01 Hokkaido|北海道,02 Aomori|青森県,03 Iwate|岩手県,04 Miyagi|宮城県,05 Akita|秋田県,06 Yamagata|山形県,07 Fukushima|福島県,' +
    '08 Ibaraki|茨城県,09 Tochigi|栃木県,10 Gunma|群馬県,11 Saitama|埼玉県,12 Chiba|千葉県,13 Tokyo|東京都,14 Kanagawa|神奈川県,' +
    '15 Niigata|新潟県,16 Toyama|富山県,17 Ishikawa|石川県,18 Fukui|福井県,19 Yamanashi|山梨県,20 Nagano|長野県,21 Gifu|岐阜県,' +
    '22 Shizuoka|静岡県,23 Aichi|愛知県,24 Mie|三重県,25 Shiga|滋賀県,26 Kyoto|京都府,27 Osaka|大阪府,28 Hyogo|兵庫県,29 Nara|奈良県,' +
    '30 Wakayama|和歌山県,31 Tottori|鳥取県,32 Shimane|島根県,33 Okayama|岡山県,34 Hiroshima|広島県,35 Yamaguchi|山口県,' +
    '36 Tokushima|徳島県,37 Kagawa|香川県,38 Ehime|愛媛県,39 Kochi|高知県,40 Fukuoka|福岡県,41 Saga|佐賀県,42 Nagasaki|長崎県,' +
    '43 Kumamoto|熊本県,44 Oita|大分県,45 Miyazaki|宮崎県,46 Kagoshima|鹿児島県,47 Okinawa|沖縄県',
  MX:
    'AGU Aguascalientes,BCN Baja California,BCS Baja California Sur,CAM Campeche,CHP Chiapas,CHH Chihuahua,' +
    'CMX Ciudad de México|Mexico City|CDMX|Distrito Federal,COA Coahuila de Zaragoza|Coahuila,COL Colima,' +
    'DUR Durango,MEX Estado de México|Mexico State|México,GUA Guanajuato,GRO Guerrero,HID Hidalgo,JAL Jalisco,' +
    'MIC Michoacán de Ocampo|Michoacán,MOR Morelos,NAY Nayarit,NLE Nuevo León,OAX Oaxaca,PUE Puebla,' +
    'QUE Querétaro de Arteaga|Querétaro,ROO Quintana Roo,SLP San Luis Potosí,SIN Sinaloa,SON Sonora,TAB Tabasco,' +
    'TAM Tamaulipas,TLA Tlaxcala,VER Veracruz,YUC Yucatán,ZAC Zacatecas',
  MY:
    '01 Johor,02 Kedah,03 Kelantan,14 Kuala Lumpur|Wilayah Persekutuan (Kuala Lumpur),' +
    '15 Labuan|Wilayah Persekutuan (Labuan),04 Malacca|Melaka,05 Negeri Sembilan,06 Pahang,07 Penang|Pulau Pinang,' +
    '08 Perak,09 Perlis,16 Putrajaya|Wilayah Persekutuan (Putrajaya),12 Sabah,13 Sarawak,10 Selangor,' +
    '11 Terengganu',
  US:
    'AL Alabama|Ala,AK Alaska,AS American Samoa,AZ Arizona|Ariz,AR Arkansas|Ark,AA Armed Forces Americas,' +
    'AE Armed Forces Europe,AP Armed Forces Pacific,CA California|Calif,CO Colorado|Colo,CT Connecticut|Conn,' +
    'DE Delaware|Del,DC District of Columbia|Washington D.C.|Washington DC,FL Florida|Fla,GA Georgia|Ga,GU Guam,' +
    'HI Hawaii,ID Idaho,IL Illinois|Ill,IN Indiana|Ind,IA Iowa,KS Kansas|Kan|Kans,KY Kentucky|Ky,LA Louisiana|La,' +
    'ME Maine,MH Marshall Islands,MD Maryland|Md,MA Massachusetts|Mass,MI Michigan|Mich,FM Micronesia,' +
    'MN Minnesota|Minn,MS Mississippi|Miss,MO Missouri|Mo,MT Montana|Mont,NE Nebraska|Neb|Nebr,NV Nevada|Nev,' +
    'NH New Hampshire|N.H.,NJ New Jersey|N.J.,NM New Mexico|N.M.|N. Mex,NY New York|N.Y.,NC North Carolina|N.C.,' +
    'ND North Dakota|N.D.|N. Dak,MP Northern Mariana Islands,OH Ohio,OK Oklahoma|Okla,OR Oregon|Ore,PW Palau,' +
    'PA Pennsylvania|Pa|Penn,PR Puerto Rico|P.R.,RI Rhode Island|R.I.,SC South Carolina|S.C.,' +
    'SD South Dakota|S.D.|S. Dak,TN Tennessee|Tenn,TX Texas|Tex,UT Utah,VT Vermont|Vt,' +
    'VI Virgin Islands|U.S. Virgin Islands,VA Virginia|Va,WA Washington|Wash,WV West Virginia|W.Va.|W. Va,' +
    'WI Wisconsin|Wis|Wisc,WY Wyoming|Wyo',
  ZA:
    'EC Eastern Cape,FS Free State,GT Gauteng,NL KwaZulu-Natal,LP Limpopo,MP Mpumalanga,NW North West,' +
    'NC Northern Cape,WC Western Cape',
}
